/** What of a table is drawn: the page, of a long one the rows in sight, and all of it on paper. */

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from "react";

import { useRowHeight } from "../density";
import { count } from "../format";
import { useText } from "../texts/text";
import type { Column, Order, Value } from "./columns";
import { bodiesOf, linesOf, plainLines, type Group, type Line } from "./groups";
import { usePrinting } from "./usePrinting";

/** Below this many rows all of them are drawn, so that the browser's own search finds them. */
const DRAWN_WHOLE = 120;
const PRINTED_AT_MOST = 3_000;

interface Props<Row> {
  name: string;
  columns: readonly Column<Row>[];
  /** Every row, in order; `size` of them from `first` on are the page shown. */
  all: readonly Row[];
  /** The same rows under their headings; null where they have none. */
  groups: readonly Group<Row>[] | null;
  head: ((rows: readonly Row[]) => ReactNode) | undefined;
  first: number;
  size: number;
  rowKey(row: Row): string;
  order: Order | null;
  turn(id: string): void;
  selected: string | null;
  onSelect: ((row: Row) => void) | undefined;
}

export function Grid<Row>({
  name,
  columns,
  all,
  groups,
  head,
  first: pageFirst,
  size,
  rowKey,
  order,
  turn,
  selected,
  onSelect,
}: Props<Row>) {
  const { t } = useText();
  const printing = usePrinting();
  // On paper stands the whole table, whatever page the screen shows.
  const base = printing ? 0 : pageFirst;
  const most = printing ? PRINTED_AT_MOST : size;
  const rows = useMemo(() => all.slice(base, base + most), [all, base, most]);
  const lines = useMemo(
    () => (groups === null ? null : linesOf(groups, base, base + most)),
    [groups, base, most],
  );
  const length = lines?.length ?? rows.length;
  const whole = length <= DRAWN_WHOLE;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const body = useVirtualizer({
    count: length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: !whole,
  });
  const laidOut = useRef(rowHeight);
  useLayoutEffect(() => {
    // What was laid out by the other height is laid out anew.
    if (laidOut.current !== rowHeight) body.measure();
    laidOut.current = rowHeight;
  }, [body, rowHeight]);
  const inSight = body.getVirtualItems();
  const drawAll = whole || printing;
  const first = drawAll ? 0 : (inSight[0]?.index ?? 0);
  const end = drawAll ? length : (inSight.at(-1)?.index ?? -1) + 1;
  const drawn =
    lines === null
      ? plainLines(rows.slice(first, end), base + first)
      : withHeading(lines, first, end);
  const bodies = bodiesOf(drawn);
  const least = columns.reduce((sum, column) => sum + (column.width ?? 8), 0);

  return (
    <div className="scroll" ref={scroller} data-whole={whole || undefined} tabIndex={0} role="group" aria-label={name}>
      <table
        aria-rowcount={all.length + (groups?.length ?? 0) + 1}
        data-groups={groups?.length}
        style={{ minWidth: `${least}rem` }}
      >
        <caption className="hidden">{name}</caption>
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={{ width: `${((column.width ?? 8) / least) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={column.numeric ? "number" : undefined}
                aria-sort={
                  order?.id === column.id ? (order.desc ? "descending" : "ascending") : "none"
                }
              >
                <button type="button" onClick={() => turn(column.id)}>
                  {column.header}
                  <span aria-hidden="true">
                    {order?.id === column.id ? (order.desc ? " ↓" : " ↑") : ""}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        {bodies.map((body, nth) => (
          <tbody key={body[0]?.group?.key ?? ""}>
            {nth === 0 && (
              <Gap height={(end - drawn.length) * rowHeight} columns={columns.length} />
            )}
            {body.map((line) =>
              line.row === null ? (
                <Heading key="" line={line} base={base} columns={columns.length} head={head} />
              ) : (
                <Entry
                  key={rowKey(line.row)}
                  row={line.row}
                  at={line.at}
                  columns={columns}
                  chosen={selected !== null && selected === rowKey(line.row)}
                  onSelect={onSelect}
                />
              ),
            )}
            {nth === bodies.length - 1 && (
              <Gap height={(length - end) * rowHeight} columns={columns.length} />
            )}
          </tbody>
        ))}
      </table>
      {printing && all.length > PRINTED_AT_MOST && (
        <p className="note">{t("table.printedAtMost", { count: PRINTED_AT_MOST })}</p>
      )}
    </div>
  );
}

/** Lines in sight. Where they begin inside a group its heading stands above them, to be held on to. */
function withHeading<Row>(
  lines: readonly Line<Row>[],
  first: number,
  end: number,
): readonly Line<Row>[] {
  const drawn = lines.slice(first, end);
  if (drawn[0] === undefined || drawn[0].row === null) return drawn;
  const heading = lines.findLastIndex(({ row }, index) => row === null && index < first);
  return [...lines.slice(heading, heading + 1), ...drawn];
}

interface HeadingProps<Row> {
  line: Line<Row>;
  base: number;
  columns: number;
  head: ((rows: readonly Row[]) => ReactNode) | undefined;
}

/** What stands over the rows of a group: of all of them, whatever part the page has. */
function Heading<Row>({ line: { group, at }, base, columns, head }: HeadingProps<Row>) {
  const { t } = useText();
  if (group === null) return null;
  return (
    <tr className="group" aria-rowindex={at}>
      <th scope="rowgroup" colSpan={columns}>
        <div>
          {head?.(group.rows)}
          {group.from < base && <small>{t("table.continued")}</small>}
        </div>
      </th>
    </tr>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className="gap" style={{ height: `${height}px` }}>
      <td colSpan={columns} />
    </tr>
  );
}

interface EntryProps<Row> {
  row: Row;
  at: number;
  columns: readonly Column<Row>[];
  chosen: boolean;
  onSelect: ((row: Row) => void) | undefined;
}

function Entry<Row>({ row, at, columns, chosen, onSelect }: EntryProps<Row>) {
  const { locale } = useText();
  const select = onSelect === undefined ? undefined : () => onSelect(row);

  function click(event: MouseEvent): void {
    // A link or button in the row does what it is there for, and nothing else.
    if (event.target instanceof Element && event.target.closest("a, button, input") !== null) return;
    select?.();
  }

  function press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.target !== event.currentTarget) return;
    event.preventDefault();
    select?.();
  }

  return (
    <tr
      aria-rowindex={at}
      aria-current={chosen || undefined}
      tabIndex={select === undefined ? undefined : 0}
      onClick={select === undefined ? undefined : click}
      onKeyDown={select === undefined ? undefined : press}
      data-chosen={chosen || undefined}
      className={select === undefined ? undefined : "selectable"}
    >
      {columns.map((column) => (
        <td
          key={column.id}
          className={column.numeric ? "number" : undefined}
          data-column={column.header}
        >
          {column.cell === undefined ? shown(column.value(row), locale) : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function shown(value: Value, locale: string): string {
  if (value === null) return "—";
  return typeof value === "number" ? count(value, locale) : value;
}

