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

/** The rows in which every word of `find` stands somewhere, whatever its case. */
export function narrowed<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  find: string | null,
): readonly Row[] {
  const words = (find ?? "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns
      .map((column) => column.value(row) ?? "")
      .join("\n")
      .toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
