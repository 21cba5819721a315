/** The export of a table, headed by question, day, place, filters, who asked and the link. */

import { useCallback } from "react";

import { useAddress } from "../frame";
import { identityOf } from "../session";
import { useText } from "../texts/text";
import { roleName } from "../words";
import { useToken } from "../useAsk";
import type { Column } from "./columns";
import { toCsv } from "./csv";
import { download } from "./download";

export const FORMATS = ["csv", "xlsx"] as const;
export type Format = (typeof FORMATS)[number];

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Writes the rows given to it into a file; what makes workbooks is loaded with the first one. */
export function useExport<Row>(
  name: string,
  columns: readonly Column<Row>[],
  about: readonly (readonly [string, string])[],
): (rows: readonly Row[], format: Format) => Promise<void> {
  const { t } = useText();
  const { day, within } = useAddress("overview");
  const identity = identityOf(useToken());
  return useCallback(
    async (rows, format) => {
      const preamble: (readonly [string, string])[] = [
        [t("export.question"), name],
        [t("export.day"), day],
        [t("export.place"), within ?? t("place.everywhere")],
        ...about,
        [t("export.who"), identity === null ? "?" : `${roleName(t, identity.role)} · ${identity.scope}`],
        [t("export.rows"), String(rows.length)],
        [t("export.link"), location.href],
      ];
      const content =
        format === "csv"
          ? new Blob([toCsv(preamble, columns, rows)], { type: "text/csv;charset=utf-8" })
          : new Blob([(await import("./xlsx")).toXlsx(preamble, columns, rows)], { type: XLSX });
      download(`${name}-${day}.${format}`, content);
    },
    [t, name, columns, about, day, within, identity],
  );
}
