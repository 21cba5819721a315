/** The export of a table, headed by question, day, place, filters, who asked and the link. */

import { useCallback } from "react";

import { useAddress } from "../frame";
import { identityOf } from "../session";
import { useText } from "../texts/text";
import { roleName } from "../words";
import { useToken } from "../useAsk";
import type { Column } from "./columns";
import { download, toCsv } from "./csv";

/** Writes the rows given to it into a file. */
export function useExport<Row>(
  name: string,
  columns: readonly Column<Row>[],
  about: readonly (readonly [string, string])[],
): (rows: readonly Row[]) => void {
  const { t } = useText();
  const { day, within } = useAddress("overview");
  const identity = identityOf(useToken());
  return useCallback(
    (rows) => {
      const preamble: (readonly [string, string])[] = [
        [t("export.question"), name],
        [t("export.day"), day],
        [t("export.place"), within ?? t("place.everywhere")],
        ...about,
        [t("export.who"), identity === null ? "?" : `${roleName(t, identity.role)} · ${identity.scope}`],
        [t("export.rows"), String(rows.length)],
        [t("export.link"), location.href],
      ];
      download(`${name}-${day}.csv`, toCsv(preamble, columns, rows));
    },
    [t, name, columns, about, day, within, identity],
  );
}
