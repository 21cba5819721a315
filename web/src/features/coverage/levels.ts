/** Which areas a coverage is broken down into, below the place that is looked at. */

import type { COVERED_KINDS } from "@/shared/address";

export type Counted = (typeof COVERED_KINDS)[number];
type Level = Counted;

const CHAINS: Readonly<Record<Counted, readonly Level[]>> = {
  SUBDISTRICT: ["SUBDISTRICT"],
  COMMUNITY: ["SUBDISTRICT", "COMMUNITY"],
  GRID: ["SUBDISTRICT", "COMMUNITY", "GRID"],
  MICRO_GRID: ["SUBDISTRICT", "COMMUNITY", "GRID", "MICRO_GRID"],
  COMPOUND: ["SUBDISTRICT", "COMMUNITY", "COMPOUND"],
  BUILDING: ["SUBDISTRICT", "COMMUNITY", "COMPOUND", "BUILDING"],
};

/** The level below a place of `kind`, or the top; the places counted themselves at the end. */
export function levelBelow(of: Counted, kind: string | null): Level {
  const chain = CHAINS[of];
  const at = chain.findIndex((level) => level === kind);
  return chain[Math.min(at + 1, chain.length - 1)] ?? of;
}

/** Whether the rows of `level` have rows of their own below. */
export function hasBelow(of: Counted, level: Level): boolean {
  return level !== of;
}
