/** The five steps of one hue in which a share is drawn. */

/** 0 below a half, 1 from a half, 2 from 70 %, 3 from 85 %, 4 all. */
export function step(ratio: number): 0 | 1 | 2 | 3 | 4 {
  if (ratio >= 1) return 4;
  if (ratio >= 0.85) return 3;
  if (ratio >= 0.7) return 2;
  return ratio >= 0.5 ? 1 : 0;
}
