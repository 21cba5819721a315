/** Imports over HTTP: a file is handed over, followed, loaded or given up (docs/imports-api.md). */

import { eventsOf } from "@/shared/events";
import { say } from "@/shared/language";
import { fetched, FileError } from "@/shared/files";
import { explain } from "@/shared/service";

const STATES = [
  "waiting",
  "reading",
  "checking",
  "writing",
  "done",
  "unconfirmed",
  "failed",
  "cancelled",
] as const;
export type ImportState = (typeof STATES)[number];
const FINISHED: readonly ImportState[] = ["done", "unconfirmed", "failed", "cancelled"];

export interface Import {
  id: string;
  name: string;
  state: ImportState;
  dryRun: boolean;
  /** The tables of which what the file no longer has is to end; empty by default. */
  sync: readonly string[];
  startedAt: string;
  /** Of the file; null until it is read. */
  rows: number | null;
  rowsDone: number;
  /** A sentence, for one that failed. */
  error: string | null;
  outcome: Outcome | null;
}

export interface Outcome {
  loaded: boolean;
  read: number;
  created: number;
  changed: number;
  ended: number;
  unchanged: number;
  wrong: number;
  problemCount: number;
  /** Whether there is a copy with the wrong cells marked. */
  marked: boolean;
  /** What becomes of rows that the file no longer has. */
  leftEnded: number;
  leftRemoved: number;
  leftKept: number;
  /** Of the difference shown, to be given back with the load; null where nothing would be lost. */
  digest: string | null;
}

/** What is asked of a file beside being tried. */
export interface Handed {
  file: File;
  sync: readonly string[];
  /** The place that the file is about, which bounds what `sync` ends. */
  within: string | null;
}

/** What the file says otherwise than the graph, and what is wrong in it. */
export interface Report {
  tables: readonly TableCount[];
  problems: readonly Problem[];
  differences: readonly Difference[];
  leftovers: readonly Leftover[];
}

/** A row of the graph that the file no longer has, and what becomes of it. */
export interface Leftover {
  table: string;
  key: string;
  zh: string;
  en: string;
}

export interface TableCount {
  table: string;
  zh: string;
  read: number;
  created: number;
  changed: number;
  ended: number;
  unchanged: number;
  wrong: number;
}

export interface Problem {
  sheet: string;
  row: number;
  heading: string;
  value: string | null;
  kind: string;
  zh: string;
  en: string;
}

export interface Difference {
  sheet: string;
  row: number;
  key: string;
  heading: string;
  old: string | null;
  new: string | null;
}

export function finished(job: Import): boolean {
  return FINISHED.includes(job.state);
}

/** Hands a file over, to be tried. Throws FileError. */
export async function tryFile(handed: Handed, token: string | null): Promise<Import> {
  const { file, sync, within } = handed;
  await checkReadable(file);
  const asked = new URLSearchParams({ name: file.name, dryRun: "true" });
  if (sync.length > 0) {
    asked.set("sync", sync.join());
    if (within !== null) asked.set("within", within);
  }
  return readImport(await fetched(`/imports?${asked}`, token, { method: "POST", body: file }));
}

/** A folder, or a file that was moved or saved anew since, cannot be sent. Throws FileError. */
async function checkReadable(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new FileError(
      say({
        zh: "读不到这个文件：它可能是文件夹，或选定后又被移动、另存。请重新选择文件。",
        en: "This cannot be read: it may be a folder, or was moved or saved anew since it was chosen. Choose the file again.",
      }),
    );
  }
}

/** One import; every action on it answers with it. Throws FileError. */
export async function importOf(id: string, token: string | null): Promise<Import> {
  return readImport(await fetched(`/imports/${id}`, token));
}

/** Loads what was tried; `digest` is that of the difference shown. Throws FileError. */
export async function load(id: string, digest: string | null, token: string | null): Promise<Import> {
  const asked = digest === null ? "" : `?${new URLSearchParams({ confirm: digest })}`;
  return readImport(await fetched(`/imports/${id}/load${asked}`, token, { method: "POST" }));
}

/** Stops what goes on. Throws FileError. */
export async function cancel(id: string, token: string | null): Promise<Import> {
  return readImport(await fetched(`/imports/${id}/cancel`, token, { method: "POST" }));
}

export async function forget(id: string, token: string | null): Promise<void> {
  await fetched(`/imports/${id}`, token, { method: "DELETE" });
}

/** Those of this caller, newest first. Throws FileError. */
export async function importsOf(token: string | null): Promise<readonly Import[]> {
  const answer: unknown = await (await fetched("/imports", token)).json();
  const list = isObject(answer) && Array.isArray(answer["imports"]) ? answer["imports"] : [];
  return list.filter(isImport);
}

export async function reportOf(id: string, token: string | null): Promise<Report> {
  const answer: unknown = await (await fetched(`/imports/${id}/report`, token)).json();
  if (!isReport(answer)) throw unreadable();
  return answer;
}

const AGAIN_MILLISECONDS = 1_000;

/** Tells how far an import is until it is finished; a broken stream is taken up again. */
export async function follow(
  id: string,
  token: string | null,
  signal: AbortSignal,
  tell: (job: Import) => void,
): Promise<void> {
  let ended = false;
  while (!ended && !signal.aborted) {
    try {
      const response = await fetched(`/imports/${id}/events`, token, { signal });
      for await (const { data } of eventsOf(response)) {
        if (data === "") continue;
        const job: unknown = JSON.parse(data);
        if (!isImport(job)) continue;
        tell(job);
        ended = finished(job);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof FileError || error instanceof TypeError)) throw error;
    }
    if (!ended) await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLISECONDS));
  }
}

async function readImport(response: Response): Promise<Import> {
  const answer: unknown = await response.json();
  if (!isImport(answer)) throw unreadable();
  return answer;
}

function unreadable(): FileError {
  return new FileError(say(explain({ kind: "unreadable", status: 200 })));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isImport(value: unknown): value is Import {
  return (
    isObject(value) &&
    typeof value["id"] === "string" &&
    STATES.some((state) => state === value["state"]) &&
    typeof value["rowsDone"] === "number" &&
    Array.isArray(value["sync"])
  );
}

function isReport(value: unknown): value is Report {
  return (
    isObject(value) &&
    ["tables", "problems", "differences", "leftovers"].every((name) => Array.isArray(value[name]))
  );
}
