/** A file is dropped, tried at once, looked at, and loaded by a second press. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { save, type FileError } from "@/shared/files";
import { count } from "@/shared/format";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Panel } from "@/shared/ui/Panel";
import { SaveFile } from "@/shared/ui/SaveFile";
import { Sure } from "@/shared/ui/Sure";
import { useToken } from "@/shared/useAsk";
import { Drop } from "./Drop";
import { ImportReport } from "./ImportReport";
import {
  cancel,
  finished,
  forget,
  importsOf,
  load,
  tryFile,
  type Handed,
  type Import,
  type Outcome,
} from "./imports";
import { useImport } from "./useImport";

export function ImportPanel() {
  const { t, language } = useText();
  const { state, within, change } = useAddress("data");
  const token = useToken();
  const client = useQueryClient();
  const opened = useImport(state.import);
  // Kept to be tried once more with other wishes; gone when the page is loaded anew.
  const [kept, setKept] = useState<{ id: string; file: File } | null>(null);
  const open = (id: string | null) =>
    change(
      { import: id, problemSort: null, differenceSort: null, tableSort: null, leftSort: null },
      true,
    );
  const sending = useMutation<Import, FileError, Handed>({
    mutationFn: (handed) => tryFile(handed, token),
    // Listed among the earlier ones, where somebody has gone elsewhere meanwhile.
    onSettled: () => client.invalidateQueries({ queryKey: ["imports"] }),
  });
  const send = (handed: Handed) =>
    sending.mutate(handed, {
      onSuccess: (job) => {
        setKept({ id: job.id, file: handed.file });
        open(job.id);
      },
    });
  const file = kept?.id === opened.data?.id ? kept?.file : undefined;
  const busy = sending.isPending || (opened.data !== undefined && !finished(opened.data));
  return (
    <Panel
      title={t("import")}
      note={t("import.note")}
      tools={
        <SaveFile
          address={`/template?language=${language}`}
          fallback="orggraph-template.xlsx"
          label={t("import.template")}
        />
      }
    >
      <Drop disabled={busy} onFile={(given) => send({ file: given, sync: [], within })} />
      {sending.isPending && <p role="status">{t("import.sending")}</p>}
      <Trouble error={sending.error ?? opened.error} />
      {opened.data !== undefined && (
        <Opened
          key={opened.data.id}
          job={opened.data}
          onGone={() => open(null)}
          {...(file === undefined
            ? {}
            : { onSync: (sync: readonly string[]) => send({ file, sync, within }) })}
        />
      )}
      <Earlier opened={state.import} onOpen={open} />
    </Panel>
  );
}

interface OpenedProps {
  job: Import;
  onGone(): void;
  /** Tries the file anew, so that what these tables of it no longer have ends; where it is at hand. */
  onSync?(tables: readonly string[]): void;
}

function Opened({ job, onGone, onSync }: OpenedProps) {
  const { t, locale } = useText();
  const token = useToken();
  const client = useQueryClient();
  const { outcome } = job;
  const acting = useMutation<Import, FileError, "load" | "cancel">({
    mutationFn: (action) =>
      action === "cancel" ? cancel(job.id, token) : load(job.id, outcome?.digest ?? null, token),
    onSuccess: (next) => {
      client.setQueryData(["import", job.id, token], next);
    },
  });
  const removing = useMutation<void, FileError>({
    mutationFn: () => forget(job.id, token),
    onSuccess: async () => {
      onGone();
      await client.invalidateQueries({ queryKey: ["imports"] });
    },
  });
  const marked = useMutation<void, FileError>({
    mutationFn: () => save(`/imports/${job.id}/marked`, token, `${job.name}.marked.xlsx`),
  });
  const news = outcome === null ? 0 : newsOf(outcome);
  const shown = (job.state === "done" && job.dryRun) || job.state === "unconfirmed";
  const loadable = shown && news > 0;
  // A load that stopped midway: the rows written stay, and the rest may follow.
  const unfinished = !job.dryRun && (job.state === "cancelled" || job.state === "failed");
  return (
    <section className="import" data-state={job.state} aria-label={job.name}>
      <h3>
        {job.name} <small>{t(`import.state.${job.state}`)}</small>
      </h3>
      {!finished(job) && (
        <p className="buttons">
          <progress max={job.rows ?? 1} {...(job.rows === null ? {} : { value: job.rowsDone })} />
          <span role="status">
            {job.rows !== null &&
              t("import.rows", {
                done: count(job.rowsDone, locale),
                rows: count(job.rows, locale),
              })}
          </span>
          <button
            type="button"
            className="button"
            disabled={acting.isPending}
            onClick={() => acting.mutate("cancel")}
          >
            {t("import.cancel")}
          </button>
        </p>
      )}
      {job.error !== null && (
        <p className="trouble" role="alert">
          {job.error}
        </p>
      )}
      {outcome !== null && (
        <p className="import-outcome" role="status">
          {t(outcome.loaded ? "import.loaded" : "import.tried", {
            created: count(outcome.created, locale),
            changed: count(outcome.changed, locale),
            ended: count(outcome.ended, locale),
            unchanged: count(outcome.unchanged, locale),
            wrong: count(outcome.wrong, locale),
          })}
          {job.sync.length > 0 &&
            t("import.left", {
              ended: count(outcome.leftEnded, locale),
              removed: count(outcome.leftRemoved, locale),
              kept: count(outcome.leftKept, locale),
            })}
        </p>
      )}
      {job.state === "unconfirmed" && <p role="alert">{t("import.unconfirmed")}</p>}
      <p className="buttons">
        {loadable && (
          <Sure
            start={t("import.load", { count: count(news, locale) })}
            sure={t("import.load.sure", { count: count(news, locale) })}
            disabled={acting.isPending}
            onSure={() => acting.mutate("load")}
          />
        )}
        {unfinished && (
          <button
            type="button"
            className="button"
            disabled={acting.isPending}
            onClick={() => acting.mutate("load")}
          >
            {t("import.again")}
          </button>
        )}
        {outcome?.marked === true && (
          <button type="button" className="button" onClick={() => marked.mutate()}>
            {t("import.marked")}
          </button>
        )}
        {finished(job) && (
          <button type="button" className="button" onClick={() => removing.mutate()}>
            {t("import.remove")}
          </button>
        )}
      </p>
      <Trouble error={acting.error ?? removing.error ?? marked.error} />
      {finished(job) && outcome !== null && (
        <ImportReport job={job} {...(job.dryRun && onSync !== undefined ? { onSync } : {})} />
      )}
    </section>
  );
}

/** How many rows a load would touch. */
function newsOf(outcome: Outcome): number {
  const { created, changed, ended, leftEnded, leftRemoved } = outcome;
  return created + changed + ended + leftEnded + leftRemoved;
}

/** What was handed in before. */
function Earlier({ opened, onOpen }: { opened: string | null; onOpen: (id: string) => void }) {
  const { t, locale } = useText();
  const token = useToken();
  const query = useQuery<readonly Import[], FileError>({
    queryKey: ["imports", opened, token],
    queryFn: () => importsOf(token),
  });
  const others = (query.data ?? []).filter(({ id }) => id !== opened);
  if (others.length === 0) return null;
  return (
    <details className="earlier">
      <summary>{t("import.earlier", { count: others.length })}</summary>
      <ul className="doors">
        {others.map((job) => (
          <li key={job.id}>
            <button type="button" className="link" onClick={() => onOpen(job.id)}>
              {job.name}{" "}
              <small>
                {t(`import.state.${job.state}`)} {new Date(job.startedAt).toLocaleString(locale)}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Trouble({ error }: { error: FileError | null }) {
  if (error === null) return null;
  return (
    <p className="trouble" role="alert">
      {error.message}
    </p>
  );
}
