/** What every table of the log's entries shows of them: when, who, in which role, what, from when. */

import type { Say } from "@/shared/texts/text";
import { roleName } from "@/shared/words";
import type { Column } from "./columns";

interface Entry {
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly operation: string;
  readonly effectiveOn: string | null;
}

export function entryColumns<Row extends Entry>(t: Say, locale: string): readonly Column<Row>[] {
  return [
    {
      id: "at",
      header: t("log.at"),
      width: 9,
      value: ({ at }) => at,
      cell: ({ at }) => new Date(at).toLocaleString(locale),
    },
    { id: "by", header: t("log.by"), width: 6, value: ({ by }) => by },
    { id: "role", header: t("log.role"), width: 4, value: ({ role }) => roleName(t, role) },
    { id: "kind", header: t("log.operation"), width: 9, value: ({ operation }) => operation },
    { id: "on", header: t("log.on"), width: 6, value: ({ effectiveOn }) => effectiveOn },
  ];
}
