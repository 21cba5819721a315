/** How a compound stands: its buildings side by side, floors × units, and each one's state. */

import { URGENT_FROM } from "@/shared/urgent";
import type { ElevationQuery } from "./Elevation.generated";

export type Compound = ElevationQuery["compounds"]["nodes"][number];
export type Building = Compound["buildings"]["nodes"][number];
export type Gap = ElevationQuery["coverage"]["gaps"]["nodes"][number];

export const UNIT = 22;
export const FLOOR = 8;
const APART = 14;
const GROUND = 34;
const SKY = 14;
const NARROWEST = 40;

/** own: a group of its own; shared-n: one of several buildings' groups; gap; urgent. */
export type State = "own" | `shared-${1 | 2 | 3 | 4}` | "gap" | "urgent";

export interface Standing {
  building: Building;
  state: State;
  x: number;
  y: number;
  width: number;
  height: number;
  floors: number;
  units: number;
}

export interface Elevation {
  standing: readonly Standing[];
  width: number;
  height: number;
  ground: number;
}

export function elevationOf(compound: Compound, gaps: ReadonlyMap<string, Gap>): Elevation {
  const shared = sharedGroups(compound);
  const highest = Math.max(3, ...compound.buildings.nodes.map(({ floors }) => floors ?? 1));
  const ground = SKY + highest * FLOOR;
  let x = 8;
  const standing = compound.buildings.nodes.map((building) => {
    const units = Math.max(1, building.units.nodes.length);
    const floors = building.floors ?? 1;
    const width = Math.max(NARROWEST, units * UNIT);
    const drawn = {
      building,
      state: stateOf(building, shared, gaps),
      x,
      y: ground - floors * FLOOR,
      width,
      height: floors * FLOOR,
      floors,
      units,
    };
    x += width + APART;
    return drawn;
  });
  return { standing, width: x, height: ground + GROUND, ground };
}

/** The colour of each group that several buildings share, by the order of its first building. */
function sharedGroups(compound: Compound): ReadonlyMap<string, 1 | 2 | 3 | 4> {
  const found = new Map<string, 1 | 2 | 3 | 4>();
  const colours = [1, 2, 3, 4] as const;
  for (const { partyGroup } of compound.buildings.nodes) {
    if (partyGroup !== null && partyGroup.places.totalCount > 1 && !found.has(partyGroup.id)) {
      found.set(partyGroup.id, colours[found.size % colours.length] ?? 1);
    }
  }
  return found;
}

function stateOf(
  building: Building,
  shared: ReadonlyMap<string, 1 | 2 | 3 | 4>,
  gaps: ReadonlyMap<string, Gap>,
): State {
  const gap = gaps.get(building.id);
  if (gap !== undefined) return gap.fullMembers >= URGENT_FROM ? "urgent" : "gap";
  const colour = building.partyGroup === null ? undefined : shared.get(building.partyGroup.id);
  return colour === undefined ? "own" : `shared-${colour}`;
}

/** The number of a building out of its name and its compound's: 剧团生活区2号楼 → 2号楼. */
export function shortName(building: Building, compound: Compound): string {
  const rest = building.name.startsWith(compound.name)
    ? building.name.slice(compound.name.length)
    : building.name;
  // Names of a compound differ at their end.
  return rest.length > 6 ? `…${rest.slice(-5)}` : rest;
}
