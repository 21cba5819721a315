/** Rows gathered under headings: whose heading a row stands under, and in which order they stand. */

import type { ReactNode } from "react";

export interface Grouping<Row> {
  /** The column that the headings stand for: searched and saved as ever, and not drawn beside them. */
  column: string;
  /** What tells a row's group from others; null for the rows that are of none, which stand last. */
  of(row: Row): string | null;
  /** Which of two groups stands first, by their rows; 0 leaves them in the rows' order. */
  compare(a: readonly Row[], b: readonly Row[]): number;
  /** What the heading says of its rows. */
  head(rows: readonly Row[]): ReactNode;
}

export interface Group<Row> {
  key: string;
  rows: readonly Row[];
  /** Where its first row stands among all, and its heading among the headings; from 0. */
  from: number;
  nth: number;
}

/** A row, or the heading of a group where `row` is null. */
export interface Line<Row> {
  group: Group<Row> | null;
  row: Row | null;
  /** Where it stands in the whole table, headings counted; the columns' own is 1. */
  at: number;
}

/**
 * The groups of rows that are in order; inside a group that order stays. `ordered`: whether the
 * rows are in order of the grouping's own column, which is then that of the groups, too.
 */
export function gathered<Row>(
  rows: readonly Row[],
  { of, compare }: Grouping<Row>,
  ordered: boolean,
): readonly Group<Row>[] {
  const found = new Map<string | null, Row[]>();
  for (const row of rows) {
    const key = of(row);
    const group = found.get(key);
    if (group === undefined) found.set(key, [row]);
    else group.push(row);
  }
  const groups = [...found];
  if (!ordered) {
    groups.sort(([a, left], [b, right]) =>
      a === null || b === null ? Number(a === null) - Number(b === null) : compare(left, right),
    );
  }
  let from = 0;
  return groups.map(([key, members], nth) => {
    const group = { key: key ?? "", rows: members, from, nth };
    from += members.length;
    return group;
  });
}

/** The rows from one place among all up to another, each group's under its heading. */
export function linesOf<Row>(
  groups: readonly Group<Row>[],
  first: number,
  end: number,
): readonly Line<Row>[] {
  const lines: Line<Row>[] = [];
  for (const group of groups) {
    const { rows, from, nth } = group;
    const shown = rows.slice(Math.max(0, first - from), Math.max(0, end - from));
    if (shown.length === 0) continue;
    lines.push({ group, row: null, at: from + nth + 2 });
    const at = Math.max(first, from) + nth + 3;
    lines.push(...shown.map((row, offset) => ({ group, row, at: at + offset })));
  }
  return lines;
}

/** Rows without groups, as lines. */
export function plainLines<Row>(rows: readonly Row[], first: number): readonly Line<Row>[] {
  return rows.map((row, offset) => ({ group: null, row, at: first + offset + 2 }));
}

/** Lines that follow each other under one heading; without any line one that is empty. */
export function bodiesOf<Row>(lines: readonly Line<Row>[]): readonly (readonly Line<Row>[])[] {
  const bodies: Line<Row>[][] = [];
  for (const line of lines) {
    const last = bodies.at(-1);
    if (last?.[0]?.group === line.group) last.push(line);
    else bodies.push([line]);
  }
  return bodies.length === 0 ? [[]] : bodies;
}
