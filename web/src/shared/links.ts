/** Links that spreadsheet programs refresh (docs/tables.md): made, listed and ended over HTTP. */

import { FileError, fetched } from "./files";
import { say } from "./language";
import { explain, type Request } from "./service";

export const LINK_FORMATS = ["xlsx", "csv"] as const;
export type LinkFormat = (typeof LINK_FORMATS)[number];

export interface MadeLink {
  id: string;
  path: string;
  expiresAt: string;
}

export interface OwnLink {
  id: string;
  name: string;
  operationName: string | null;
  format: string;
  expiresAt: string;
}

interface Wanted {
  format: LinkFormat;
  language: string;
  /** What it is called in the list of one's own. */
  name: string;
}

const LONGEST_NAME = 80;

/** Throws FileError. */
export async function makeLink(
  request: Request,
  { format, language, name }: Wanted,
  token: string | null,
): Promise<MadeLink> {
  const asked = new URLSearchParams({ format, language, name: name.slice(0, LONGEST_NAME) });
  const response = await fetched(`/links?${asked}`, token, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
  });
  const made: unknown = await response.json();
  if (!isMade(made)) {
    throw new FileError(say(explain({ kind: "unreadable", status: response.status })));
  }
  return made;
}

/** Those of this caller that last still, newest first. Throws FileError. */
export async function ownLinks(token: string | null): Promise<readonly OwnLink[]> {
  const answer: unknown = await (await fetched("/links", token)).json();
  const list = isObject(answer) && Array.isArray(answer["links"]) ? answer["links"] : [];
  return list.filter(isOwn);
}

/** Throws FileError. */
export async function endLink(id: string, token: string | null): Promise<void> {
  await fetched(`/links/${id}`, token, { method: "DELETE" });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isMade(value: unknown): value is MadeLink {
  return isObject(value) && ["id", "path", "expiresAt"].every((key) => typeof value[key] === "string");
}

function isOwn(value: unknown): value is OwnLink {
  return (
    isObject(value) &&
    ["id", "name", "format", "expiresAt"].every((key) => typeof value[key] === "string")
  );
}
