/** Which organizations have no secretary, and whom to ask. */

import { say } from "../lib/language";
import { organizationKind } from "../lib/words";
import query from "../queries/vacant-secretaries.graphql?raw";
import type { Question } from "./question";

interface Organization {
  code: string;
  name: string;
  kind: string;
  parent: { name: string; secretary: { name: string } | null } | null;
}

interface Answer {
  partyOrganizations: { totalCount: number; nodes: readonly Organization[] };
}

export const adminQuestion: Question = {
  role: "admin",
  query,
  input: null,
  variables: () => ({}),
  view(data) {
    const { totalCount, nodes } = (data as Answer).partyOrganizations;
    if (totalCount === 0) {
      return {
        headline: say({ zh: "书记没有空缺。", en: "No secretary's post is vacant." }),
        tables: [],
      };
    }
    return {
      headline: say({
        zh: `${totalCount} 个党组织书记空缺。`,
        en: `${totalCount} ${totalCount === 1 ? "organization has" : "organizations have"} no secretary.`,
      }),
      tables: [
        {
          caption:
            nodes.length < totalCount
              ? say({
                  zh: `书记空缺的党组织 · 前 ${nodes.length} 个`,
                  en: `Without a secretary · the first ${nodes.length}`,
                })
              : say({ zh: "书记空缺的党组织", en: "Without a secretary" }),
          columns: [
            say({ zh: "党组织", en: "Organization" }),
            say({ zh: "类型", en: "Kind" }),
            say({ zh: "上级", en: "Parent" }),
            say({ zh: "上级书记", en: "Its secretary" }),
            say({ zh: "编码", en: "Code" }),
          ],
          rows: nodes.map((node) => [
            node.name,
            organizationKind(node.kind),
            node.parent?.name ?? null,
            node.parent?.secretary?.name ?? null,
            node.code,
          ]),
        },
      ],
    };
  },
};
