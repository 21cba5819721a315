/** The columns that every table of places here begins with. */

import { addressOf, type Frame } from "@/shared/address";
import type { Column } from "@/shared/table/columns";
import type { Say } from "@/shared/texts/text";
import { Code } from "@/shared/ui/Code";
import { Door } from "@/shared/ui/Door";
import type { PlaceRowFragment } from "./Gaps.generated";

/** Name, code, and the community and subdistrict above. `of` finds the place in a row. */
export function placeColumns<Row>(
  t: Say,
  frame: Frame,
  of: (row: Row) => PlaceRowFragment,
): Column<Row>[] {
  const above = (row: Row, kind: string) =>
    of(row).ancestors.find((ancestor) => ancestor.kind === kind)?.name ?? null;
  return [
    {
      id: "name",
      header: t("column.name"),
      width: 12,
      value: (row) => of(row).name,
      cell: (row) => <Door href={addressOf.entity(frame, of(row).id)}>{of(row).name}</Door>,
    },
    {
      id: "code",
      header: t("column.code"),
      width: 11,
      value: (row) => of(row).code,
      cell: (row) => <Code code={of(row).code} />,
    },
    {
      id: "community",
      header: t("kind.COMMUNITY"),
      width: 8,
      value: (row) => above(row, "COMMUNITY"),
    },
    {
      id: "subdistrict",
      header: t("kind.SUBDISTRICT"),
      width: 7,
      value: (row) => above(row, "SUBDISTRICT"),
    },
  ];
}
