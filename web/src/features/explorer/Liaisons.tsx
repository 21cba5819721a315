/** The four liaisons of a community (四包一). */

import { useMemo } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Door } from "@/shared/ui/Door";
import { word } from "@/shared/words";

interface Row {
  id: string;
  role: string;
  since: string | null;
  duties: string | null;
  officer: { id: string; name: string } | null;
  unit: { id: string; name: string } | null;
}

export function Liaisons({ liaisons }: { liaisons: readonly Row[] }) {
  const { t } = useText();
  const { state, change } = useAddress("entity");
  const frame = frameOf(state);
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      { id: "role", header: t("column.role"), width: 9, value: (row) => word(t, "liaison", row.role) },
      {
        id: "holder",
        header: t("column.holder"),
        width: 12,
        value: (row) => (row.officer ?? row.unit)?.name ?? null,
        cell: (row) => {
          const found = row.officer ?? row.unit;
          return found === null ? (
            "—"
          ) : (
            <Door href={addressOf.entity(frame, found.id)}>{found.name}</Door>
          );
        },
      },
      { id: "since", header: t("column.since"), width: 7, value: (row) => row.since },
      { id: "duties", header: t("column.duties"), width: 20, value: (row) => row.duties },
    ],
    [t, frame.place, frame.day, frame.with],
  );
  return (
    <DataTable
      name={t("column.liaisons")}
      columns={columns}
      rows={liaisons}
      rowKey={(row) => row.id}
      order={readOrder(state.sort, columns)}
      part={state}
      onPart={change}
      onOrder={(order) => change({ sort: writeOrder(order) })}
      nothing={t("list.none")}
    />
  );
}
