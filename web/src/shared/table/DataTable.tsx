/** A table of any length: sorted, narrowed, in pages or scrolled through, exported, printed. */

import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from "react";

import { useRowHeight } from "../density";
import { count } from "../format";
import { useFurther } from "../frame";
import { useText } from "../texts/text";
import {
  facetsOf,
  heldTo,
  narrowed,
  readFacets,
  writeFacets,
  type Column,
  type Order,
  type Part,
  type Value,
} from "./columns";
import { Facets } from "./Facets";
import { Pager } from "./Pager";
import { FORMATS, useExport } from "./useExport";
import { usePrinting } from "./usePrinting";

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
type Features = typeof features;

const PLAIN = /^[\x20-\x7e]*$/;
/** Below this many rows all of them are drawn, so that the browser's own search finds them. */
const DRAWN_WHOLE = 120;
const PRINTED_AT_MOST = 3_000;

interface Props<Row extends object> {
  /** What the table holds, its caption and the name of its file. */
  name: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  order: Order | null;
  onOrder(order: Order | null): void;
  /** Words it is narrowed to. Rows of people keep them out of the address. */
  find?: string | null;
  onFind?(find: string | null): void;
  /** Which part is shown, where it is among the view's own parameters; else the address has it… */
  part?: Part;
  onPart?(part: Partial<Part>): void;
  /** … under this name, by which the view's further tables are told apart. */
  at?: string;
  /** What the export's preamble says beside day, place and who asked. */
  about?: readonly (readonly [string, string])[];
  selected?: string | null;
  onSelect?(row: Row): void;
  /** Beside the tools of the table. */
  tools?: ReactNode;
  nothing: string;
}

export function DataTable<Row extends object>(props: Props<Row>) {
  const { name, columns, rows, rowKey, order, onOrder, selected, onSelect, tools } = props;
  const { t, locale } = useText();
  const [typed, setTyped] = useState("");
  const find = props.onFind === undefined ? typed : (props.find ?? "");
  const [further, showFurther] = useFurther(props.at ?? "table");
  const part = props.part ?? further;
  const showPart = props.onPart ?? showFurther;
  const held = useMemo(() => readFacets(part.facets), [part.facets]);
  const texts = useMemo(() => new WeakMap<Row, string>(), [columns]);
  const found = useMemo(() => narrowed(rows, columns, find, texts), [rows, columns, find, texts]);
  const facets = useMemo(() => facetsOf(found, columns, held), [found, columns, held]);
  const shown = useMemo(() => heldTo(found, columns, held), [found, columns, held]);
  const definitions = useMemo(() => definitionsOf(columns, locale), [columns, locale]);
  const sorting = useMemo(() => (order === null ? [] : [order]), [order]);
  const table = useTable({
    features,
    columns: definitions,
    data: shown,
    getRowId: rowKey,
    state: { sorting },
  });
  const sorted = table.getRowModel().rows;
  const filters = [...held].map(([id, value]) => [headerOf(columns, id), value] as const);
  const words = find === "" ? [] : [[t("table.find"), find] as const];
  const exported = useExport(name, columns, [...(props.about ?? []), ...filters, ...words]);
  const size = part.size === "all" ? sorted.length : Number(part.size);
  const page = Math.min(Math.max(1, Number(part.page ?? 1)), Math.ceil(sorted.length / size) || 1);
  const inOrder = useMemo(() => sorted.map((row) => row.original), [sorted]);

  function turn(id: string): void {
    // Ascending, descending, as it came.
    if (order?.id !== id) onOrder({ id, desc: numeric(columns, id) });
    else if (order.desc === numeric(columns, id)) onOrder({ id, desc: !order.desc });
    else onOrder(null);
    if (part.page !== null) showPart({ page: null });
  }

  function hold(id: string, value: string | null): void {
    const next = new Map(held);
    if (value === null) next.delete(id);
    else next.set(id, value);
    showPart({ facets: writeFacets(next), page: null });
  }

  return (
    <div className="table">
      <div className="table-bar">
        <label className="find">
          <span className="hidden">{t("table.find")}</span>
          <input
            type="search"
            value={find}
            placeholder={t("table.find")}
            onChange={(event) => {
              const words = event.target.value.slice(0, 60);
              if (props.onFind === undefined) setTyped(words);
              else props.onFind(words === "" ? null : words);
            }}
          />
        </label>
        <span className="total" role="status">
          {shown.length === rows.length
            ? t("table.total", { count: count(rows.length, locale) })
            : t("table.narrowed", {
                shown: count(shown.length, locale),
                count: count(rows.length, locale),
              })}
        </span>
        <div className="tools">
          {tools}
          {FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              className="tool"
              onClick={() => void exported(inOrder, format)}
            >
              {format.toUpperCase()}
            </button>
          ))}
          <button type="button" className="tool" onClick={() => window.print()}>
            {t("tool.print")}
          </button>
        </div>
      </div>
      <Facets facets={facets} held={held} onHold={hold} />
      {rows.length === 0 ? (
        <p className="nothing">{props.nothing}</p>
      ) : (
        <Grid
          name={name}
          columns={columns}
          all={inOrder}
          first={(page - 1) * size}
          size={size}
          rowKey={rowKey}
          order={order}
          turn={turn}
          selected={selected ?? null}
          onSelect={onSelect}
        />
      )}
      <Pager
        total={sorted.length}
        size={part.size}
        page={page}
        onPage={(next) => showPart({ page: next === 1 ? null : String(next) })}
        onSize={(next) => showPart({ size: next, page: null })}
      />
    </div>
  );
}

interface GridProps<Row> {
  name: string;
  columns: readonly Column<Row>[];
  /** Every row, in order; `size` of them from `first` on are the page shown. */
  all: readonly Row[];
  first: number;
  size: number;
  rowKey(row: Row): string;
  order: Order | null;
  turn(id: string): void;
  selected: string | null;
  onSelect: ((row: Row) => void) | undefined;
}

function Grid<Row>({
  name,
  columns,
  all,
  first: pageFirst,
  size,
  rowKey,
  order,
  turn,
  selected,
  onSelect,
}: GridProps<Row>) {
  const { t } = useText();
  const printing = usePrinting();
  // On paper stands the whole table, whatever page the screen shows.
  const base = printing ? 0 : pageFirst;
  const rows = useMemo(
    () => (printing ? all : all.slice(base, base + size)),
    [printing, all, base, size],
  );
  const whole = rows.length <= DRAWN_WHOLE;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const body = useVirtualizer({
    count: rows.length,
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
  const drawn = body.getVirtualItems();
  const drawAll = whole || printing;
  const first = drawAll ? 0 : (drawn[0]?.index ?? 0);
  const end = drawAll ? Math.min(rows.length, PRINTED_AT_MOST) : (drawn.at(-1)?.index ?? -1) + 1;
  const least = columns.reduce((sum, column) => sum + (column.width ?? 8), 0);

  return (
    <div className="scroll" ref={scroller} data-whole={whole || undefined} tabIndex={0} role="group" aria-label={name}>
      <table aria-rowcount={all.length + 1} style={{ minWidth: `${least}rem` }}>
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
        <tbody>
          <Gap height={first * rowHeight} columns={columns.length} />
          {rows.slice(first, end).map((row, offset) => (
            <Line
              key={rowKey(row)}
              row={row}
              index={base + first + offset}
              columns={columns}
              chosen={selected !== null && selected === rowKey(row)}
              onSelect={onSelect}
            />
          ))}
          <Gap height={drawAll ? 0 : (rows.length - end) * rowHeight} columns={columns.length} />
        </tbody>
      </table>
      {printing && rows.length > PRINTED_AT_MOST && (
        <p className="note">{t("table.printedAtMost", { count: PRINTED_AT_MOST })}</p>
      )}
    </div>
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

interface LineProps<Row> {
  row: Row;
  index: number;
  columns: readonly Column<Row>[];
  chosen: boolean;
  onSelect: ((row: Row) => void) | undefined;
}

function Line<Row>({ row, index, columns, chosen, onSelect }: LineProps<Row>) {
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
      aria-rowindex={index + 2}
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

function headerOf<Row>(columns: readonly Column<Row>[], id: string): string {
  return columns.find((column) => column.id === id)?.header ?? id;
}

function numeric<Row>(columns: readonly Column<Row>[], id: string): boolean {
  return columns.find((column) => column.id === id)?.numeric === true;
}

function definitionsOf<Row extends object>(
  columns: readonly Column<Row>[],
  locale: string,
): ColumnDef<Features, Row>[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  return columns.map((column) => ({
    id: column.id,
    accessorFn: (row: Row) => column.value(row),
    header: column.header,
    sortFn: (a, b, id) => {
      // Kept by the row: making a value may look words up.
      const [x, y] = [a.getValue<Value>(id), b.getValue<Value>(id)];
      if (x === y) return 0;
      // What is missing comes first, and last when turned.
      if (x === null) return -1;
      if (y === null) return 1;
      if (typeof x === "number" && typeof y === "number") return x - y;
      const [left, right] = [String(x), String(y)];
      // Codes and days are in order as they are written; collating them costs ten times as much.
      if (PLAIN.test(left) && PLAIN.test(right)) return left < right ? -1 : 1;
      return collator.compare(left, right);
    },
  }));
}
