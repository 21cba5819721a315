/** Which places of a kind organizations cover: by area, by kind, the gaps, and what changed. */

import { COVERED_KINDS, ORGANIZATION_KINDS } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { ChooseMany, ChooseOne } from "@/shared/ui/Choice";
import { Matrix } from "./Matrix";
import { Months } from "./Months";
import { Plan } from "./Plan";
import { Places } from "./Places";

export default function Coverage() {
  const { t } = useText();
  const { state, change } = useAddress("coverage");
  return (
    <>
      <h1 className="hidden">{t("view.coverage")}</h1>
      <div className="choices">
        <ChooseOne
          label={t("coverage.of")}
          value={state.of}
          options={COVERED_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(of) => change({ of, selected: null, page: null }, true)}
        />
        <ChooseMany
          label={t("coverage.by")}
          values={state.by}
          options={ORGANIZATION_KINDS.map((kind) => ({
            value: kind,
            label: t(`organization.${kind}`),
          }))}
          onChange={(by) => change({ by, selected: null, page: null }, true)}
        />
      </div>
      <div className="wide-and-side">
        <Matrix />
        <Months />
      </div>
      {state.plan.length > 0 && <Plan />}
      <Places />
    </>
  );
}
