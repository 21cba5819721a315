/** What stands around an entity: opened by a click, closed by another, moved and so pinned. */

import { useRouter } from "@tanstack/react-router";
import { useMemo, useRef, useState, type PointerEvent } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { answerTo, useSeesPeople, useToken } from "@/shared/useAsk";
import { word } from "@/shared/words";
import { nameOf, neighbours, type Node } from "../describe";
import { EntityDocument } from "../Entity.generated";
import { begin, collapse, expand, MOST, move, open, type Around, type Drawn, type Spot } from "./layout";

const MOVED_FROM = 4;
const LEAST_WIDTH = 1000;
const LEAST_HEIGHT = 420;

export default function Graph({ start }: { start: Node }) {
  const { t } = useText();
  const { state, day } = useAddress("entity");
  const token = useToken();
  const people = useSeesPeople();
  const router = useRouter();
  const svg = useRef<SVGSVGElement>(null);
  const [drawn, setDrawn] = useState<Drawn>(() =>
    expand(begin(start.id, nameOf(t, start), start.__typename), start.id, aroundOf(start)),
  );
  const [failed, setFailed] = useState(false);
  const dragged = useRef<{ id: string; x: number; y: number; moved: boolean } | null>(null);
  const box = useMemo(() => boxOf(drawn), [drawn]);

  function aroundOf(node: Node): Around[] {
    return neighbours(node).map(({ field, label, links }) => ({ field, label: t(label), links }));
  }

  async function turn(spot: Spot): Promise<void> {
    setFailed(false);
    if (spot.expanded) {
      setDrawn((now) => collapse(now, spot.id));
      return;
    }
    if (spot.holds.length > 0) {
      setDrawn((now) => open(now, spot.id));
      return;
    }
    try {
      const { data } = await answerTo(EntityDocument, { day, id: spot.id, people }, token);
      if (data.node !== null) {
        const around = aroundOf(data.node);
        setDrawn((now) => expand(now, spot.id, around));
      }
    } catch {
      setFailed(true);
    }
  }

  function toDrawing(event: PointerEvent): { x: number; y: number } {
    const matrix = svg.current?.getScreenCTM()?.inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return { x: point.x, y: point.y };
  }

  function press(event: PointerEvent, spot: Spot): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = { id: spot.id, x: event.clientX, y: event.clientY, moved: false };
  }

  function drag(event: PointerEvent): void {
    const held = dragged.current;
    if (held === null) return;
    held.moved ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > MOVED_FROM;
    if (!held.moved) return;
    const { x, y } = toDrawing(event);
    setDrawn((now) => move(now, held.id, x, y));
  }

  function release(spot: Spot): void {
    const held = dragged.current;
    dragged.current = null;
    if (held !== null && !held.moved) void turn(spot);
  }

  const at = new Map(drawn.spots.map((spot) => [spot.id, spot]));
  return (
    <>
      <p className="note" role="status">
        {t("graph.count", { count: drawn.spots.length, most: MOST })}
        {failed && ` ${t("graph.failed")}`}
      </p>
      <svg ref={svg} className="graph" viewBox={box} role="group" aria-label={t("graph.title")}>
        {drawn.ties.map(({ source, target, label }) => {
          const [a, b] = [at.get(source), at.get(target)];
          if (a === undefined || b === undefined) return null;
          return (
            <line key={`${source} ${target}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y}>
              <title>{label}</title>
            </line>
          );
        })}
        {drawn.spots.map((spot) => (
          <g key={spot.id} transform={`translate(${spot.x} ${spot.y})`}>
          <g
            className="spot"
            data-type={spot.type}
            data-expanded={spot.expanded || undefined}
            data-start={spot.id === start.id || undefined}
            role="button"
            tabIndex={0}
            aria-expanded={spot.expanded}
            aria-label={`${spot.name} ${spot.type === "Knot" ? "" : word(t, "type", spot.type)}`}
            onPointerDown={(event) => press(event, spot)}
            onPointerMove={drag}
            onPointerUp={() => release(spot)}
            onDoubleClick={() => {
              if (spot.type !== "Knot") {
                router.history.push(addressOf.entity(frameOf(state), spot.id));
              }
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" || event.key === " ") {
                event.preventDefault();
                void turn(spot);
              }
            }}
          >
            <title>{spot.name}</title>
            <circle r={spot.id === start.id ? 13 : spot.type === "Knot" ? 11 : 9} />
            {spot.pinned && spot.id !== start.id && <circle className="pin" r="3" />}
          </g>
            <text y="24" textAnchor="middle" aria-hidden="true">
              {spot.name.length > 12 ? `${spot.name.slice(0, 11)}…` : spot.name}
            </text>
          </g>
        ))}
      </svg>
    </>
  );
}

/** All of it, with an edge for the names. */
function boxOf({ spots }: Drawn): string {
  const xs = spots.map(({ x }) => x);
  const ys = spots.map(({ y }) => y);
  const [left, right] = [Math.min(...xs) - 90, Math.max(...xs) + 90];
  const [top, bottom] = [Math.min(...ys) - 40, Math.max(...ys) + 50];
  const width = Math.max(LEAST_WIDTH, right - left);
  const height = Math.max(LEAST_HEIGHT, bottom - top);
  return `${(left + right - width) / 2} ${(top + bottom - height) / 2} ${width} ${height}`;
}
