/** Any list: asked whole, as one table whose order and words stand in the address. */

import { useMemo } from "react";

import { frameOf, type Frame, type ListName } from "@/shared/address";
import type { Document } from "@/shared/document";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText, type Say } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { word } from "@/shared/words";

export interface Listed<Row> {
  list: { totalCount: number; nodes: readonly Row[] };
}

interface Props<Row, Where> {
  list: ListName;
  document: Document<Listed<Row>, { day: string; where: Where }>;
  where: NoInfer<Where>;
  /** Made of nothing but what it is given: not made anew while that is the same. */
  columns(t: Say, frame: Frame): readonly Column<Row>[];
  /** Rows of people keep the words they are narrowed to out of the address. */
  people?: boolean;
}

export function ListTable<Row extends { id: string }, Where>({
  list,
  document,
  where,
  columns: makeColumns,
  people = false,
}: Props<Row, Where>) {
  const { t } = useText();
  const { state, day, change } = useAddress("list");
  const query = useAsk(document, { day, where });
  const frame = frameOf(state);
  // With new columns a table of 25,000 rows is counted and searched through anew.
  const columns = useMemo(() => makeColumns(t, frame), [t, frame.place, frame.day, frame.with]);
  const name = t(`list.${list}`);
  const { covered, led, kinds, by, role, since, until } = state;
  const chosen = [
    ["list.covered", covered === "any" ? "" : t(`list.covered.${covered}`)],
    ["coverage.by", by.map((kind) => t(`organization.${kind}`)).join("、")],
    ["column.kind", kinds.map((kind) => t(`organization.${kind}`)).join("、")],
    ["list.led", led === "any" ? "" : t(`list.led.${led}`)],
    ["column.role", role === null ? "" : word(t, "post", role)],
    ["list.days", since === null && until === null ? "" : `${since ?? "…"} – ${until ?? "…"}`],
  ] as const;
  const about = chosen.flatMap(([key, value]) => (value === "" ? [] : [[t(key), value] as const]));
  return (
    <Answer query={query} rows={14}>
      {(data) => (
        <DataTable
          name={name}
          columns={columns}
          rows={data.list.nodes}
          rowKey={(row) => row.id}
          order={readOrder(state.sort, columns)}
          part={state}
          onPart={change}
          onOrder={(order) => change({ sort: writeOrder(order) })}
          {...(people
            ? {}
            : { find: state.find, onFind: (find: string | null) => change({ find }) })}
          about={about}
          tools={<ShowQuery document={document} variables={{ day, where }} />}
          nothing={t("list.none")}
        />
      )}
    </Answer>
  );
}
