/** What a column of a table is: its heading, its value for order and export, and how it looks. */

import type { ReactNode } from "react";

export type Value = string | number | null;

export interface Column<Row> {
  id: string;
  header: string;
  value(row: Row): Value;
  /** How the value looks; as text where it is left out. */
  cell?(row: Row): ReactNode;
  numeric?: boolean;
  /** Share of the table's width, in rem at the least. */
  width?: number;
  /** Left out on a narrow screen. */
  minor?: boolean;
}

/** Columns that hold few values, by which a table is narrowed with counts beside them. */
const FACETED = new Set([
  "subdistrict",
  "community",
  "kind",
  "type",
  "rule",
  "role",
  "category",
  "status",
  "change",
  "event",
]);

/** How many rows a page of a table has; "all" is one page, scrolled through. */
export const PAGE_SIZES = ["all", "20", "50", "100", "200"] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

/** What part of a table is shown, beside its order and its words. */
export interface Part {
  /** Columns held to one value, as `writeFacets` writes them. */
  facets: string | null;
  size: PageSize;
  /** From 1, as digits. */
  page: string | null;
}

export interface Order {
  id: string;
  desc: boolean;
}

/** Reads `column` or `column.desc`; an unknown column is no order. */
export function readOrder<Row>(
  text: string | null,
  columns: readonly Column<Row>[],
  fallback: Order | null = null,
): Order | null {
  if (text === null) return fallback;
  const [id, direction] = text.split(".");
  return columns.some((column) => column.id === id) && id !== undefined
    ? { id, desc: direction === "desc" }
    : fallback;
}

export function writeOrder(order: Order | null): string | null {
  return order === null ? null : order.desc ? `${order.id}.desc` : order.id;
}

/**
 * The rows in which every word of `find` stands somewhere, whatever its case. `texts` keeps what a
 * row says from one letter typed to the next; it is of these columns alone.
 */
export function narrowed<Row extends object>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  find: string | null,
  texts: WeakMap<Row, string>,
): readonly Row[] {
  const words = (find ?? "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    let text = texts.get(row);
    if (text === undefined) {
      text = columns
        .map((column) => column.value(row) ?? "")
        .join("\n")
        .toLocaleLowerCase();
      texts.set(row, text);
    }
    const said = text;
    return words.every((word) => said.includes(word));
  });
}

/** Columns held to a value each; what cannot be read is left out. */
export function readFacets(text: string | null): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  for (const part of (text ?? "").split(";")) {
    const at = part.indexOf(":");
    if (at > 0) held.set(part.slice(0, at), part.slice(at + 1));
  }
  return held;
}

/** `column:value;column:value`; null when nothing is held. */
export function writeFacets(held: ReadonlyMap<string, string>): string | null {
  const parts = [...held].map(([id, value]) => `${id}:${value.replaceAll(";", ",")}`);
  return parts.length === 0 ? null : parts.join(";");
}

const asFacet = (value: Value) => (value === null ? "—" : String(value).replaceAll(";", ","));

/** The rows that have the held values; `but` is a column that is not held. */
export function heldTo<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  held: ReadonlyMap<string, string>,
  but: string | null = null,
): readonly Row[] {
  const asked = columns.filter(({ id }) => id !== but && held.has(id));
  if (asked.length === 0) return rows;
  return rows.filter((row) => asked.every(({ id, value }) => asFacet(value(row)) === held.get(id)));
}

export interface Facet {
  id: string;
  header: string;
  /** Values with how many rows have them, most first. */
  values: readonly (readonly [string, number])[];
}

/** Columns worth narrowing by, each counted among the rows that the others leave. */
export function facetsOf<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  held: ReadonlyMap<string, string>,
): Facet[] {
  const facets: Facet[] = [];
  for (const { id, header, value, numeric } of columns) {
    if (!FACETED.has(id) || numeric === true) continue;
    const counts = new Map<string, number>();
    for (const row of heldTo(rows, columns, held, id)) {
      const name = asFacet(value(row));
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    if (counts.size < 2 && !held.has(id)) continue;
    facets.push({ id, header, values: [...counts].sort(([, a], [, b]) => b - a) });
  }
  return facets;
}
