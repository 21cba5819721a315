/** Files that the service writes: asked with the token, and handed to the browser. */

import type { Trouble } from "./service";
import { explain } from "./service";
import { currentLanguage, say } from "./language";
import { download } from "./table/download";

/** Why there is no file, in words. */
export class FileError extends Error {}

interface Asked {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: Blob | string;
  signal?: AbortSignal;
}

/** What the service answers to the token's bearer. Throws FileError, and what an abort throws. */
export async function fetched(
  address: string,
  token: string | null,
  asked: Asked = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, {
      ...asked,
      headers: {
        ...asked.headers,
        "Accept-Language": currentLanguage(),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
      cache: "no-store",
    });
  } catch (error) {
    if (asked.signal?.aborted === true) throw error;
    throw new FileError(say(explain({ kind: "unreachable" })));
  }
  if (!response.ok) throw new FileError(await reason(response, token));
  return response;
}

/** Fetches `address` and saves it under the name that the service gives. Throws FileError. */
export async function save(address: string, token: string | null, fallback: string): Promise<void> {
  const response = await fetched(address, token);
  download(nameOf(response) ?? fallback, await response.blob());
}

/** What an answer that is no file says of why. */
async function reason(response: Response, token: string | null): Promise<string> {
  const known: Readonly<Record<number, Trouble>> = {
    401: { kind: "unauthorized", hadToken: token !== null },
    503: { kind: "notReady" },
  };
  const trouble = known[response.status];
  if (trouble !== undefined) return say(explain(trouble));
  const answer: unknown = await response.json().catch(() => null);
  const told = messageOf(answer);
  return told ?? say(explain({ kind: "unreadable", status: response.status }));
}

/** The first message of an answer that has the form of GraphQL's errors. */
function messageOf(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || !("errors" in answer)) return null;
  const first: unknown = Array.isArray(answer.errors) ? answer.errors[0] : null;
  if (typeof first !== "object" || first === null || !("message" in first)) return null;
  return typeof first.message === "string" ? first.message : null;
}

function nameOf(response: Response): string | null {
  const given = response.headers.get("Content-Disposition") ?? "";
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(given)?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/.exec(given)?.[1] ?? null;
}
