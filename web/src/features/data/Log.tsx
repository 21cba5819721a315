/** The log: who changed what, newest first, and taking it back. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { logged } from "@/shared/logged";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { entryColumns } from "@/shared/table/entries";
import { useText } from "@/shared/texts/text";
import { Answer, TroubleNote } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { Sure } from "@/shared/ui/Sure";
import { answerTo, useAsk, useToken, type TroubleError } from "@/shared/useAsk";
import { Problems } from "@/shared/whatif/Problems";
import { word } from "@/shared/words";
import { LogDocument, UndoDocument, type LogQuery, type UndoMutation } from "./Log.generated";

type Entry = LogQuery["auditLog"]["nodes"][number];

const NEWEST = 500;

export function Log() {
  const { t, locale } = useText();
  const { state, within, change } = useAddress("data");
  const { since, operations } = logged(state.since, state.loads === "only");
  const variables = { within, since, operations, first: NEWEST };
  const query = useAsk(LogDocument, variables);
  const frame = frameOf(state);
  const undoing = useUndo();
  const columns = useMemo<readonly Column<Entry>[]>(
    () => [
      ...entryColumns<Entry>(t, locale),
      {
        id: "subjects",
        header: t("column.subject"),
        width: 18,
        value: ({ subjects }) => subjects.map(nameOf).join("、"),
        cell: ({ subjects }) =>
          subjects.slice(0, SHOWN).map((node, index) => (
            <span key={node.id}>
              {index > 0 && "、"}
              <Door href={addressOf.entity(frame, node.id)}>
                {nameOf(node) ?? word(t, "type", node.__typename)}
              </Door>
            </span>
          )),
      },
      {
        id: "undo",
        header: t("log.undo"),
        width: 7,
        value: ({ undoneBy }) => (undoneBy === null ? null : t("log.undone")),
        cell: ({ id, undoneBy }) =>
          undoneBy !== null ? (
            t("log.undone")
          ) : (
            <Sure
              className="tool"
              start={t("log.undo.start")}
              sure={t("log.undo.sure")}
              disabled={undoing.isPending}
              onSure={() => undoing.mutate(id)}
            />
          ),
      },
    ],
    [t, locale, undoing.isPending, undoing.mutate, frame.place, frame.day, frame.with],
  );
  return (
    <Panel title={t("log")}>
      {undoing.error !== null && (
        <TroubleNote error={undoing.error} again={() => void query.refetch()} />
      )}
      <Problems problems={undoing.data?.undo.problems ?? []} />
      {(state.since !== null || state.loads === "only") && (
        <span className="chip">
          {t(state.loads === "only" ? "log.loads" : "log.since", { day: state.since ?? "…" })}
          <button
            type="button"
            className="link"
            onClick={() => change({ since: null, loads: "all" }, true)}
          >
            {t("list.clear")}
          </button>
        </span>
      )}
      <Answer query={query} rows={8}>
        {({ auditLog }) => (
          <DataTable
            name={t("log")}
            columns={columns}
            rows={auditLog.nodes}
            rowKey={({ id }) => id}
            order={readOrder(state.sort, columns)}
            onOrder={(order) => change({ sort: writeOrder(order) })}
            part={state}
            onPart={change}
            tools={<ShowQuery document={LogDocument} variables={variables} />}
            nothing={t("log.nothing")}
          />
        )}
      </Answer>
    </Panel>
  );
}

const SHOWN = 3;

function nameOf(node: Entry["subjects"][number]): string | null {
  return "name" in node ? node.name : null;
}

function useUndo() {
  const token = useToken();
  const client = useQueryClient();
  return useMutation<UndoMutation, TroubleError, string>({
    mutationFn: async (entry) =>
      (await answerTo(UndoDocument, { entry, key: `undo ${entry}` }, token)).data,
    onSuccess: async ({ undo: { entry } }) => {
      if (entry !== null) await client.invalidateQueries();
    },
  });
}
