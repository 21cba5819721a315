/** Which buildings lack a Party group, by subdistrict. */

import { say } from "../lib/language";
import query from "../queries/buildings-without-group.graphql?raw";
import type { Question, Table } from "./question";

interface Building {
  code: string;
  name: string;
  compound: {
    name: string;
    community: { name: string; subdistrict: { name: string } | null } | null;
  } | null;
  residents: { totalCount: number | null };
}

interface Answer {
  buildings: { totalCount: number; nodes: readonly Building[] };
}

export const analystQuestion: Question = {
  role: "analyst",
  query,
  input: null,
  variables: () => ({}),
  view(data) {
    const { totalCount, nodes } = (data as Answer).buildings;
    const shown = nodes.length;
    const more =
      shown < totalCount
        ? say({ zh: `，以下为前 ${shown} 栋`, en: `; the first ${shown} are below` })
        : "";
    return {
      headline:
        totalCount === 0
          ? say({ zh: "每栋楼都有党小组。", en: "Every building has a Party group." })
          : say({
              zh: `${totalCount} 栋楼没有党小组${more}。`,
              en: `${totalCount} ${totalCount === 1 ? "building lacks" : "buildings lack"} a Party group${more}.`,
            }),
      tables: [...bySubdistrict(nodes)].map(([name, rows]) => tableOf(name, rows)),
    };
  },
};

function bySubdistrict(nodes: readonly Building[]): Map<string, Building[]> {
  const groups = new Map<string, Building[]>();
  for (const building of nodes) {
    const name =
      building.compound?.community?.subdistrict?.name ??
      say({ zh: "未归属街道", en: "No subdistrict" });
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [building]);
    else group.push(building);
  }
  return groups;
}

function tableOf(name: string, buildings: readonly Building[]): Table {
  return {
    caption: say({
      zh: `${name} · ${buildings.length} 栋`,
      en: `${name} · ${buildings.length}`,
    }),
    columns: [
      say({ zh: "楼栋", en: "Building" }),
      say({ zh: "小区", en: "Compound" }),
      say({ zh: "社区", en: "Community" }),
      say({ zh: "居民", en: "Residents" }),
      say({ zh: "编码", en: "Code" }),
    ],
    rows: buildings.map((building) => [
      building.name,
      building.compound?.name ?? null,
      building.compound?.community?.name ?? null,
      building.residents.totalCount,
      building.code,
    ]),
  };
}
