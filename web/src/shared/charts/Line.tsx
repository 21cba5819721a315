/** A share over months as a line with its axis, and marks of what happened between. */

import { scaleLinear } from "d3-scale";

import { share } from "../format";
import { useText } from "../texts/text";
import { Door } from "../ui/Door";
import type { Point } from "./Spark";

const WIDTH = 270;
const HEIGHT = 190;
const LEFT = 50;
const BOTTOM = 24;
/** Below the axis, for marks: a row for each of their two forms. */
const MARKS = 36;
const TOP = 10;

/** Something that happened: where on the axis, in points from the first; a door to what it was. */
export interface Mark {
  at: number;
  /** Whether the share rose by it. */
  up: boolean;
  label: string;
  href: string;
}

export function Line({ points, marks }: { points: readonly Point[]; marks: readonly Mark[] }) {
  const { t, locale } = useText();
  const ratios = points.map(({ part, whole }) => (whole === 0 ? null : part / whole));
  const known = ratios.filter((ratio) => ratio !== null);
  if (known.length === 0) return <p className="nothing">{t("step.nodata")}</p>;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const pad = Math.max((high - low) * 0.2, 0.005);
  const y = scaleLinear()
    .domain([Math.max(0, low - pad), Math.min(1, high + pad)])
    .range([HEIGHT - BOTTOM, TOP])
    .nice(4);
  const x = scaleLinear()
    .domain([0, points.length - 1])
    .range([LEFT, WIDTH - 12]);
  const drawn = ratios.flatMap((ratio, index) => (ratio === null ? [] : [{ ratio, index }]));
  const height = HEIGHT + (marks.length > 0 ? MARKS : 0);
  return (
    <svg className="line" viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-label={t("tile.months")}>
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line className="grid" x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
            {share(tick * 1e6, 1e6, locale)}
          </text>
        </g>
      ))}
      {points.map((point, index) =>
        index === 0 || index === points.length - 1 ? (
          <text
            key={point.day}
            x={x(index) + (index === 0 ? -8 : 8)}
            y={HEIGHT - 6}
            textAnchor={index === 0 ? "start" : "end"}
          >
            {point.day.slice(0, 7)}
          </text>
        ) : null,
      )}
      <polyline
        points={drawn.map(({ ratio, index }) => `${x(index)},${y(ratio)}`).join(" ")}
        className="trace"
      />
      {drawn.map(({ ratio, index }) => {
        const point = points[index];
        if (point === undefined) return null;
        return (
          <circle key={point.day} cx={x(index)} cy={y(ratio)} r="3.5" className="dot">
            <title>{`${point.day}: ${point.part} / ${point.whole} · ${share(point.part, point.whole, locale)}`}</title>
          </circle>
        );
      })}
      {marks.map(({ at, up, label, href }) => {
        const y0 = HEIGHT + (up ? 2 : 2 + MARKS / 2);
        const form = up ? "M0 11 6 1 12 11z" : "M0 1 12 1 6 11z";
        return (
          <Door key={`${at} ${up}`} href={href} label={label} className={up ? "mark-up" : "mark-down"}>
            <path d={form} transform={`translate(${x(at) - 6} ${y0})`}>
              <title>{label}</title>
            </path>
          </Door>
        );
      })}
    </svg>
  );
}
