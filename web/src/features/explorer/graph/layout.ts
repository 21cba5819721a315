/** The neighbourhood drawn: which nodes there are, how they hang together, where they stand. */

import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";

export const MOST = 500;
/** A relation of more nodes than this stands as one knot until it is opened. */
export const KNOT_FROM = 9;
const TICKS = 150;

export interface Spot extends SimulationNodeDatum {
  id: string;
  name: string;
  type: string;
  /** The nodes a knot stands for; none for a node. */
  holds: readonly { id: string; name: string; type: string }[];
  /** Whether its relations are drawn. */
  expanded: boolean;
  pinned: boolean;
  /** The spot by whose expansion it came; null for the first. */
  from: string | null;
  x: number;
  y: number;
}

export interface Tie extends SimulationLinkDatum<Spot> {
  source: string;
  target: string;
  label: string;
}

export interface Drawn {
  spots: readonly Spot[];
  ties: readonly Tie[];
}

export interface Around {
  label: string;
  field: string;
  links: readonly { id: string; name: string; type: string }[];
}

export function begin(id: string, name: string, type: string): Drawn {
  return {
    spots: [{ id, name, type, holds: [], expanded: false, pinned: true, from: null, x: 0, y: 0 }],
    ties: [],
  };
}

/** With what stands around `id`, as far as there is room; what was drawn stays where it was. */
export function expand(drawn: Drawn, id: string, around: readonly Around[]): Drawn {
  const spots = drawn.spots.map((spot) => (spot.id === id ? { ...spot, expanded: true } : spot));
  const ties = [...drawn.ties];
  const known = new Set(spots.map((spot) => spot.id));
  const centre = spots.find((spot) => spot.id === id);
  const tied = new Set(ties.flatMap(({ source, target }) => [`${source} ${target}`, `${target} ${source}`]));
  const add = (node: { id: string; name: string; type: string }, label: string, holds: Spot["holds"]) => {
    if (node.id === id) return;
    if (!known.has(node.id)) {
      if (spots.length >= MOST) return;
      const angle = spots.length * 2.4;
      spots.push({
        ...node,
        holds,
        expanded: false,
        pinned: false,
        from: id,
        x: (centre?.x ?? 0) + 60 * Math.cos(angle),
        y: (centre?.y ?? 0) + 60 * Math.sin(angle),
      });
      known.add(node.id);
    }
    if (!tied.has(`${id} ${node.id}`)) ties.push({ source: id, target: node.id, label });
  };
  for (const { label, field, links } of around) {
    if (links.length >= KNOT_FROM) {
      const knot = { id: `${id}#${field}`, name: `${label} ${links.length}`, type: "Knot" };
      add(knot, label, links);
    } else {
      for (const link of links) add(link, label, []);
    }
  }
  return settle({ spots, ties }, new Set(drawn.spots.map((spot) => spot.id)));
}

/** A knot's nodes in place of nothing: drawn around it. */
export function open(drawn: Drawn, id: string): Drawn {
  const knot = drawn.spots.find((spot) => spot.id === id);
  if (knot === undefined) return drawn;
  const singly = knot.holds.map((link) => ({ label: "", field: link.id, links: [link] }));
  return expand(drawn, id, singly);
}

/** Without what came by expanding `id`, and what came by that. */
export function collapse(drawn: Drawn, id: string): Drawn {
  const gone = new Set<string>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const spot of drawn.spots) {
      if (spot.from !== null && !gone.has(spot.id) && (spot.from === id || gone.has(spot.from))) {
        gone.add(spot.id);
        grew = true;
      }
    }
  }
  return {
    spots: drawn.spots
      .filter((spot) => !gone.has(spot.id))
      .map((spot) => (spot.id === id ? { ...spot, expanded: false } : spot)),
    ties: drawn.ties.filter(({ source, target }) => !gone.has(source) && !gone.has(target)),
  };
}

export function move(drawn: Drawn, id: string, x: number, y: number): Drawn {
  return {
    ...drawn,
    spots: drawn.spots.map((spot) => (spot.id === id ? { ...spot, x, y, pinned: true } : spot)),
  };
}

/** Finds a place for the new spots; the others hold still, so that nothing jumps. */
function settle({ spots, ties }: Drawn, still: ReadonlySet<string>): Drawn {
  const moving = spots.map((spot) => ({
    ...spot,
    ...(still.has(spot.id) ? { fx: spot.x, fy: spot.y } : { fx: null, fy: null }),
  }));
  forceSimulation(moving)
    .force("charge", forceManyBody().strength(-420))
    .force(
      "link",
      forceLink<Spot, SimulationLinkDatum<Spot>>(ties.map((tie) => ({ ...tie })))
        .id((spot) => spot.id)
        .distance(130),
    )
    .force("apart", forceCollide(46))
    .force("x", forceX(0).strength(0.03))
    .force("y", forceY(0).strength(0.06))
    .stop()
    .tick(TICKS);
  return {
    spots: moving.map((spot) => ({ ...spot, fx: null, fy: null })),
    ties,
  };
}
