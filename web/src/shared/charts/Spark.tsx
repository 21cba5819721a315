/** Twelve months of a share as a small line. */

import { share } from "../format";
import { useText } from "../texts/text";

export interface Point {
  day: string;
  part: number;
  whole: number;
}

const WIDTH = 120;
const HEIGHT = 28;
const EDGE = 3;

export function Spark({ points, label }: { points: readonly Point[] | null; label: string }) {
  const { locale } = useText();
  if (points === null) return <span className="spark" aria-hidden="true" />;
  const ratios = points.map(({ part, whole }) => (whole === 0 ? 0 : part / whole));
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  // A line that moves by less than a point of a hundred is drawn as good as flat.
  const span = Math.max(high - low, 0.01);
  const middle = (low + high) / 2;
  const at = ratios.map((ratio, index) => {
    const x = EDGE + (index / Math.max(1, ratios.length - 1)) * (WIDTH - 2 * EDGE);
    const y = HEIGHT / 2 - ((ratio - middle) / span) * (HEIGHT - 2 * EDGE);
    return [x, y] as const;
  });
  const words = points
    .map(({ day, part, whole }) => `${day.slice(0, 7)} ${share(part, whole, locale)}`)
    .join(", ");
  const last = at.at(-1);
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${label}: ${words}`}>
      <title>{words}</title>
      <polyline points={at.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
      {last !== undefined && <circle cx={last[0]} cy={last[1]} r="2.5" />}
    </svg>
  );
}
