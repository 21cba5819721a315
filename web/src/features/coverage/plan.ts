/** A plan: chosen gaps, each to get an organization under the one nearest to it. */

import type { ORGANIZATION_KINDS, State } from "@/shared/address";
import { zh } from "@/shared/texts/zh";
import type { GapsQuery } from "./Gaps.generated";
import type { Counted } from "./levels";

export type Gap = GapsQuery["coverage"]["gaps"]["nodes"][number];
export type Kind = (typeof ORGANIZATION_KINDS)[number];

/** An organization to be established, as the input of the change is. */
export interface Establish {
  code: string;
  name: string;
  kind: Kind;
  parentCode: string | null;
  placeCodes: readonly string[];
  on: string;
}

export interface Planned {
  gap: Gap;
  establish: Establish;
}

const USUAL: Readonly<Record<Counted, Kind>> = {
  SUBDISTRICT: "WORKING_COMMITTEE",
  COMMUNITY: "COMMITTEE",
  GRID: "BRANCH",
  MICRO_GRID: "GROUP",
  COMPOUND: "BRANCH",
  BUILDING: "GROUP",
};

/** What is planned for each place: what was chosen, else what is counted, else what is usual. */
export function plannedKind(state: State<"coverage">): Kind {
  if (state.planned !== "own") return state.planned;
  const only = state.by.length === 1 ? state.by[0] : undefined;
  return only ?? USUAL[state.of];
}

/** The plan of the chosen places that are gaps on the day, in the order of the gaps. */
export function planOf(
  gaps: readonly Gap[],
  chosen: readonly string[],
  kind: Kind,
  on: string,
): Planned[] {
  const wanted = new Set(chosen);
  return gaps
    .filter(({ place }) => wanted.has(place.code))
    .map((gap) => ({
      gap,
      establish: {
        // With its day, so that it is not the code of an organization that stands there already.
        code: `DZZ-${gap.place.code}-${on.replaceAll("-", "")}`,
        // A name is data, and Chinese whatever the page speaks.
        name: `${gap.place.name}${zh[`organization.${kind}`]}`,
        kind,
        parentCode: gap.nearest?.code ?? null,
        placeCodes: [gap.place.code],
        on,
      },
    }));
}
