/** A table of any length: sorted, narrowed, in pages or scrolled through, exported, printed. */

import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { useMemo, useState, type ReactNode } from "react";

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
import { Grid } from "./Grid";
import { gathered, type Grouping } from "./groups";
import { Pager } from "./Pager";
import { FORMATS, useExport } from "./useExport";

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
type Features = typeof features;

const PLAIN = /^[\x20-\x7e]*$/;

interface Props<Row extends object> {
  /** What the table holds, its caption and the name of its file. */
  name: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** Under which headings the rows stand; one list where it is left out. */
  group?: Grouping<Row> | undefined;
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
  const { name, columns, rows, rowKey, group, order, onOrder, selected, onSelect, tools } = props;
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
  const flat = useMemo(() => sorted.map((row) => row.original), [sorted]);
  const groups = useMemo(
    () => (group === undefined ? null : gathered(flat, group, order?.id === group.column)),
    [flat, group, order],
  );
  const inOrder = useMemo(() => groups?.flatMap((one) => one.rows) ?? flat, [groups, flat]);
  const drawn = useMemo(
    () => (group === undefined ? columns : columns.filter(({ id }) => id !== group.column)),
    [columns, group],
  );

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
          {groups !== null && order !== null && order.id !== group?.column && (
            <> · {t("table.inGroups")}</>
          )}
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
          columns={drawn}
          all={inOrder}
          groups={groups}
          head={group?.head}
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
