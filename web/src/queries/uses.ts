/** Questions to begin with, for each of the three users. */

import type { Text } from "@/shared/language";
import type { Persona } from "@/shared/personas";
import auditErrors from "./audit-errors.graphql?raw";
import buildingChain from "./building-chain.graphql?raw";
import buildingsWithoutGroup from "./buildings-without-group.graphql?raw";
import coverageBySubdistrict from "./coverage-by-subdistrict.graphql?raw";
import oneSidedAppointments from "./one-sided-appointments.graphql?raw";
import unitNotice from "./unit-notice.graphql?raw";
import vacantSecretaries from "./vacant-secretaries.graphql?raw";

export const FIRST = buildingsWithoutGroup;

export const USES: Readonly<Record<Persona, readonly { title: Text; query: string }[]>> = {
  analyst: [
    { title: { zh: "没有党小组的楼栋", en: "Buildings without a Party group" }, query: FIRST },
    {
      title: { zh: "各街道的覆盖情况", en: "Coverage by subdistrict" },
      query: coverageBySubdistrict,
    },
    {
      title: { zh: "没有双向交叉任职的", en: "One-sided cross-appointments" },
      query: oneSidedAppointments,
    },
  ],
  frontend: [
    { title: { zh: "一栋楼的完整链条", en: "One building's whole chain" }, query: buildingChain },
    { title: { zh: "单元公示", en: "Notice of a unit" }, query: unitNotice },
  ],
  admin: [
    { title: { zh: "必须整改的问题", en: "What must be put right" }, query: auditErrors },
    { title: { zh: "书记空缺", en: "Secretaryships vacant" }, query: vacantSecretaries },
  ],
};
