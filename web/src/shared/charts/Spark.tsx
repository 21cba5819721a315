/** Twelve months of a share, or of a number, as a small line. */

import { count, share } from "../format";
import { useText } from "../texts/text";

export interface Point {
  day: string;
  part: number;
  whole: number;
}

const WIDTH = 120;
const HEIGHT = 28;
const EDGE = 3;

export interface Numbered {
  day: string;
  value: number;
}

export function Spark({ points, label }: { points: readonly Point[] | null; label: string }) {
  const { locale } = useText();
  if (points === null) return <Awaited />;
  const ratios = points.map(({ part, whole }) => (whole === 0 ? 0 : part / whole));
  const words = points
    .map(({ day, part, whole }) => `${day.slice(0, 7)} ${share(part, whole, locale)}`)
    .join(", ");
  // A line that moves by less than a point of a hundred is drawn as good as flat.
  return <Trace values={ratios} least={0.01} label={label} words={words} />;
}

export function CountSpark({ points, label }: { points: readonly Numbered[] | null; label: string }) {
  const { locale } = useText();
  if (points === null) return <Awaited />;
  const values = points.map(({ value }) => value);
  const words = points
    .map(({ day, value }) => `${day.slice(0, 7)} ${count(value, locale)}`)
    .join(", ");
  return <Trace values={values} least={Math.max(...values, 20) / 20} label={label} words={words} />;
}

/** Keeps the place of a line that is still asked for. */
function Awaited() {
  return <span className="spark" aria-hidden="true" />;
}

interface TraceProps {
  values: readonly number[];
  /** The span of values that fills the height at the least. */
  least: number;
  label: string;
  /** The values in words. */
  words: string;
}

function Trace({ values, least, label, words }: TraceProps) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, least);
  const middle = (low + high) / 2;
  const at = values.map((value, index) => {
    const x = EDGE + (index / Math.max(1, values.length - 1)) * (WIDTH - 2 * EDGE);
    const y = HEIGHT / 2 - ((value - middle) / span) * (HEIGHT - 2 * EDGE);
    return [x, y] as const;
  });
  const last = at.at(-1);
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${label}: ${words}`}>
      <title>{words}</title>
      <polyline points={at.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
      {last !== undefined && <circle cx={last[0]} cy={last[1]} r="2.5" />}
    </svg>
  );
}
