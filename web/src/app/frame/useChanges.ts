/** Hears of changes of the graph, and has what is shown asked anew without anything losing its place. */

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { eventsOf } from "@/shared/events";
import { currentLanguage } from "@/shared/language";
import { InputsDocument } from "@/shared/whatif/Inputs.generated";
import { ChangesDocument } from "./Changes.generated";

/** Changes within this time are one: a load commits many times. */
const GATHERED_MILLISECONDS = 400;
/** At least so long between two times that the views are asked anew. */
const REST_MILLISECONDS = 3_000;
const AGAIN_MILLISECONDS = [1_000, 2_000, 5_000, 15_000, 60_000];
/** What changes of the graph say nothing about: the forms of changes, and files handed in. */
const UNTOUCHED: ReadonlySet<unknown> = new Set([InputsDocument.name, "import", "import report"]);

export interface Changes {
  /** Whether changes are heard of now. */
  live: boolean;
  /** When the last one was heard; null when none was. */
  heard: Date | null;
}

/**
 * Listens with the token while the tab is seen: a browser has six connections to a service for all
 * of its tabs. What was missed meanwhile is told when it is seen again.
 */
export function useChanges(token: string): Changes {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  const [heard, setHeard] = useState<Date | null>(null);
  useEffect(() => {
    let last: string | null = null;
    let stop: AbortController | null = null;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let asked = 0;

    function hear(): void {
      setHeard(new Date());
      if (waiting !== undefined) return;
      const rest = asked + REST_MILLISECONDS - Date.now();
      waiting = setTimeout(() => {
        waiting = undefined;
        asked = Date.now();
        void client.invalidateQueries({ predicate: ({ queryKey }) => !UNTOUCHED.has(queryKey[0]) });
      }, Math.max(GATHERED_MILLISECONDS, rest));
    }

    async function listen(signal: AbortSignal): Promise<void> {
      let failures = 0;
      while (!signal.aborted) {
        try {
          const response = await opened(token, last, signal);
          for await (const told of eventsOf(response)) {
            failures = 0;
            setLive(true);
            if (told.id !== null) last = told.id;
            if (told.name === "next" && !told.data.includes('"errors"')) hear();
            // Over for good: the token ended, or may not listen. The views say so themselves.
            if (told.name === "complete") return;
          }
        } catch (error) {
          if (error instanceof RefusedError) return;
          if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
        } finally {
          setLive(false);
        }
        const again = AGAIN_MILLISECONDS[Math.min(failures, AGAIN_MILLISECONDS.length - 1)];
        failures += 1;
        await new Promise((resolve) => setTimeout(resolve, again));
      }
    }

    function follow(): void {
      stop?.abort();
      stop = null;
      if (document.visibilityState === "hidden") return;
      stop = new AbortController();
      void listen(stop.signal);
    }

    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      stop?.abort();
      clearTimeout(waiting);
    };
  }, [client, token]);
  return { live, heard };
}

class RefusedError extends Error {}

/** The stream. Throws RefusedError where asking again is of no use, TypeError where it may be. */
async function opened(token: string, last: string | null, signal: AbortSignal): Promise<Response> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "text/event-stream",
      "Accept-Language": currentLanguage(),
      Authorization: `Bearer ${token}`,
      ...(last === null ? {} : { "Last-Event-ID": last }),
    },
    body: JSON.stringify({ query: ChangesDocument.text, operationName: ChangesDocument.name }),
    cache: "no-store",
    signal,
  });
  const streamed = response.headers.get("Content-Type")?.startsWith("text/event-stream") === true;
  if (streamed) return response;
  await response.body?.cancel();
  const later = response.status === 429 || response.status >= 500;
  if (later) throw new TypeError(`${response.status}`);
  throw new RefusedError(`${response.status}`);
}
