/** One compound's buildings, drawn. */

import { useText } from "@/shared/texts/text";
import { elevationOf, FLOOR, shortName, type Compound, type Gap, type Standing } from "./drawing";

interface Props {
  compound: Compound;
  gaps: ReadonlyMap<string, Gap>;
  selected: string | null;
  onSelect(code: string): void;
  /** Twice as large, where it stands alone. */
  large: boolean;
}

export function Street({ compound, gaps, selected, onSelect, large }: Props) {
  const { t } = useText();
  const { standing, width, height, ground } = elevationOf(compound, gaps);
  return (
    <svg
      className={large ? "street large" : "street"}
      viewBox={`0 0 ${width} ${height}`}
      width={width * (large ? 2 : 1)}
      height={height * (large ? 2 : 1)}
      role="group"
      aria-label={t("elevation.of", { name: compound.name })}
    >
      <line className="ground" x1="0" x2={width} y1={ground + 0.5} y2={ground + 0.5} />
      {standing.map((drawn) => (
        <House
          key={drawn.building.id}
          drawn={drawn}
          label={shortName(drawn.building, compound)}
          ground={ground}
          chosen={selected === drawn.building.code}
          onSelect={() => onSelect(drawn.building.code)}
        />
      ))}
    </svg>
  );
}

interface HouseProps {
  drawn: Standing;
  label: string;
  ground: number;
  chosen: boolean;
  onSelect(): void;
}

function House({ drawn, label, ground, chosen, onSelect }: HouseProps) {
  const { t } = useText();
  const { building, state, x, y, width, height, floors, units } = drawn;
  const unit = width / units;
  const led = building.units.nodes.filter(({ leader }) => leader !== null).length;
  const words = t("elevation.building", {
    name: building.name,
    floors,
    units: building.units.nodes.length,
    members: building.residents.totalCount,
    state: t(`elevation.state.${state.startsWith("shared") ? "shared" : (state as "own" | "gap" | "urgent")}`),
    group: building.partyGroup?.name ?? "—",
    led,
  });
  return (
    <>
    <g
      className="house"
      role="button"
      tabIndex={0}
      aria-label={words}
      aria-pressed={chosen}
      data-state={state}
      data-chosen={chosen || undefined}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          onSelect();
        }
      }}
    >
      <title>{words}</title>
      <rect className="wall" x={x} y={y} width={width} height={height} />
      {state === "gap" && <Hatching x={x} y={y} width={width} height={height} />}
      {Array.from({ length: floors - 1 }, (_, floor) => (
        <line
          key={floor}
          className="floor"
          x1={x}
          x2={x + width}
          y1={y + (floor + 1) * FLOOR}
          y2={y + (floor + 1) * FLOOR}
        />
      ))}
      {Array.from({ length: units - 1 }, (_, index) => (
        <line
          key={index}
          className="floor"
          x1={x + (index + 1) * unit}
          x2={x + (index + 1) * unit}
          y1={y}
          y2={ground}
        />
      ))}
      {building.units.nodes.map(({ id, leader }, index) => (
        <circle
          key={id}
          className={leader === null ? "leaderless" : "led"}
          cx={x + (index + 0.5) * unit}
          cy={y - 6}
          r="3"
        />
      ))}
    </g>
    {/* Beside the button, whose name says both. */}
    <text x={x + width / 2} y={ground + 14} textAnchor="middle">
      {label}
    </text>
    <text className="second" x={x + width / 2} y={ground + 28} textAnchor="middle">
      {building.residents.totalCount}
    </text>
    </>
  );
}

/** Lines from corner to corner, told apart in black and white too. */
function Hatching({ x, y, width, height }: Rect) {
  const lines: string[] = [];
  for (let at = 6; at < width + height; at += 6) {
    const fromX = Math.max(0, at - height);
    const fromY = Math.min(at, height);
    const toX = Math.min(at, width);
    const toY = Math.max(0, at - width);
    lines.push(`M${x + fromX} ${y + fromY}L${x + toX} ${y + toY}`);
  }
  return <path className="hatching" d={lines.join("")} />;
}

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}
