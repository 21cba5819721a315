/** A table as CSV that spreadsheet programs open rightly, headed by what was asked. */

import type { Column, Value } from "./columns";

/** With a byte-order mark, CRLF, and nothing that a spreadsheet would run as a formula. */
export function toCsv<Row>(
  preamble: readonly (readonly [string, string])[],
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string {
  const lines: (readonly Value[])[] = [
    ...preamble,
    [],
    columns.map((column) => column.header),
    ...rows.map((row) => columns.map((column) => column.value(row))),
  ];
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: Value): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
