/** Who changed an entity, when and what; for administrators. */

import { useMemo } from "react";

import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { entryColumns } from "@/shared/table/entries";
import { useText, type Say } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { HistoryDocument, type ChangesFragment } from "./History.generated";

type Entry = ChangesFragment["nodes"][number];

const NEWEST = 200;
const NO_ROWS: readonly Entry[] = [];

export function History({ id }: { id: string }) {
  const { t, locale } = useText();
  const { state, day, change } = useAddress("entity");
  const variables = { day, id, first: NEWEST };
  const query = useAsk(HistoryDocument, variables, { keep: false });
  const columns = useMemo<readonly Column<Entry>[]>(
    () => [
      ...entryColumns<Entry>(t, locale),
      { id: "what", header: t("history.what"), width: 24, value: (entry) => said(entry, t) },
      {
        id: "undone",
        header: t("log.undo"),
        width: 4,
        value: ({ undone }) => (undone ? t("log.undone") : null),
      },
    ],
    [t, locale],
  );
  return (
    <Panel title={t("history")}>
      <Answer query={query} rows={3}>
        {({ node }) => (
          <DataTable
            name={t("history")}
            columns={columns}
            rows={node !== null && "history" in node ? node.history.nodes : NO_ROWS}
            rowKey={({ entry }) => entry}
            at="history"
            order={readOrder(state.historySort, columns)}
            onOrder={(order) => change({ historySort: writeOrder(order) })}
            tools={<ShowQuery document={HistoryDocument} variables={variables} />}
            nothing={t("history.none")}
          />
        )}
      </Answer>
    </Panel>
  );
}

/** Each value as it was and became; where the service tells none, what was changed at all. */
function said({ values, changed }: Entry, t: Say): string {
  if (values === null) return changed.join("、");
  return values
    .map(({ name, before, after, erased }) =>
      erased ? `${name} ${t("history.erased")}` : `${name} ${before ?? "—"} → ${after ?? "—"}`,
    )
    .join("；");
}
