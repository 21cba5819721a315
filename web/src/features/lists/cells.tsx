/** Columns that many lists share. */

import { addressOf, type Frame } from "@/shared/address";
import type { Column } from "@/shared/table/columns";
import type { Key, Say } from "@/shared/texts/text";
import { Code } from "@/shared/ui/Code";
import { Door } from "@/shared/ui/Door";

interface Node {
  id: string;
  name: string;
}

/** Makes columns for rows of one kind, in the words of `t`, with doors that keep `frame`. */
export function columnsFor<Row>(t: Say, frame: Frame) {
  return {
    /** The row itself: its name, which opens its page. */
    self: (of: (row: Row) => Node, width = 14): Column<Row> => ({
      id: "name",
      header: t("column.name"),
      width,
      value: (row) => of(row).name,
      cell: (row) => <Door href={addressOf.entity(frame, of(row).id)}>{of(row).name}</Door>,
    }),
    code: (of: (row: Row) => string): Column<Row> => ({
      id: "code",
      header: t("column.code"),
      width: 11,
      value: of,
      cell: (row) => <Code code={of(row)} />,
    }),
    node: (id: string, header: Key, of: (row: Row) => Node | null, width = 10): Column<Row> => ({
      id,
      header: t(header),
      width,
      value: (row) => of(row)?.name ?? null,
      cell: (row) => {
        const node = of(row);
        return node === null ? "—" : <Door href={addressOf.entity(frame, node.id)}>{node.name}</Door>;
      },
    }),
    nodes: (id: string, header: Key, of: (row: Row) => readonly Node[], width = 16): Column<Row> => ({
      id,
      header: t(header),
      width,
      value: (row) =>
        of(row)
          .map(({ name }) => name)
          .join("、") || null,
    }),
    number: (id: string, header: Key, of: (row: Row) => number | null): Column<Row> => ({
      id,
      header: t(header),
      numeric: true,
      width: 5.5,
      value: of,
    }),
    text: (id: string, header: Key, of: (row: Row) => string | null, width = 7): Column<Row> => ({
      id,
      header: t(header),
      width,
      value: of,
    }),
  };
}
