/** One building's stairwell chain: where it stands and which organizations it hangs on. */

import { say } from "../lib/language";
import { organizationKind } from "../lib/words";
import query from "../queries/building-chain.graphql?raw";
import type { Cell, Question, Table } from "./question";

interface Place {
  code: string;
  name: string;
}

interface Organization {
  code: string;
  name: string;
  kind: string;
  parent?: Organization | null;
}

interface Building extends Place {
  compound: (Place & { community: (Place & { subdistrict: Place | null }) | null }) | null;
  organizations: { nodes: readonly Organization[] };
}

interface Answer {
  buildings: { nodes: readonly Building[] };
}

export const frontendQuestion: Question = {
  role: "frontend",
  query,
  input: {
    label: { zh: "楼栋编码", en: "Building code" },
    placeholder: {
      zh: "留空：第一栋有党组织的楼",
      en: "empty: the first building with an organization",
    },
  },
  variables: (input) => ({
    where: input === "" ? { organizations: { some: {} } } : { code: { eq: input } },
  }),
  view(data) {
    const building = (data as Answer).buildings.nodes[0];
    if (building === undefined) {
      return {
        headline: say({
          zh: "没有找到这栋楼：编码有误，或不在令牌的范围内。",
          en: "No such building: the code is wrong, or it is outside the token's scope.",
        }),
        tables: [],
      };
    }
    const chains = building.organizations.nodes;
    return {
      headline:
        chains.length === 0
          ? say({
              zh: `${building.name}没有直接覆盖它的党组织。`,
              en: `${building.name} has no organization of its own.`,
            })
          : say({
              zh: `${building.name}：${chains.length} 条组织链。`,
              en: `${building.name}: ${chains.length} ${chains.length === 1 ? "chain" : "chains"} of organizations.`,
            }),
      tables: [placesOf(building), ...chains.map(chainOf)],
    };
  },
};

function placesOf(building: Building): Table {
  const compound = building.compound;
  const community = compound?.community ?? null;
  const levels: readonly (readonly [string, Place | null])[] = [
    [say({ zh: "楼栋", en: "Building" }), building],
    [say({ zh: "小区", en: "Compound" }), compound],
    [say({ zh: "社区", en: "Community" }), community],
    [say({ zh: "街道", en: "Subdistrict" }), community?.subdistrict ?? null],
  ];
  return {
    caption: say({ zh: "所在", en: "Where it stands" }),
    columns: headings(),
    rows: levels.map(([level, place]) => [level, place?.name ?? null, place?.code ?? null]),
  };
}

function chainOf(first: Organization): Table {
  const rows: Cell[][] = [];
  for (let link: Organization | null = first; link !== null; link = link.parent ?? null) {
    rows.push([organizationKind(link.kind), link.name, link.code]);
  }
  return {
    caption: say({ zh: "组织链（自下而上）", en: "Organizations, from the bottom up" }),
    columns: headings(),
    rows,
  };
}

function headings(): string[] {
  return [
    say({ zh: "层级", en: "Level" }),
    say({ zh: "名称", en: "Name" }),
    say({ zh: "编码", en: "Code" }),
  ];
}
