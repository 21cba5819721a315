/** Questions of the components: asked once, kept while shown, dimmed while asked anew. */

import {
  keepPreviousData,
  useQuery,
  type QueryClient,
  type UseQueryResult,
} from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import type { Document } from "./document";
import { currentLanguage } from "./language";
import { ask, type GraphQLError, type Trouble } from "./service";
import { currentToken, identityOf, watchToken } from "./session";

/** Thrown by a question that has no answer. */
export class TroubleError extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.kind);
  }
}

export interface Asked<Answer> {
  data: Answer;
  /** Errors of single fields beside an answer. */
  errors: readonly GraphQLError[];
}

const RETRY_MILLISECONDS = 2_000;

export function useToken(): string | null {
  return useSyncExternalStore(watchToken, currentToken);
}

/** Whether rows of people may be asked for: by administrators. */
export function useSeesPeople(): boolean {
  return identityOf(useToken())?.role === "admin";
}

interface Options {
  enabled?: boolean;
  /** Keep what was answered to other variables until the new answer is there; true by default. */
  keep?: boolean;
}

/** The answer to `document`; a service that is not ready is asked again until it is. */
export function useAsk<Answer, Variables extends object>(
  document: Document<Answer, Variables>,
  variables: NoInfer<Variables>,
  { enabled = true, keep = true }: Options = {},
): UseQueryResult<Asked<Answer>, TroubleError> {
  const token = useToken();
  return useQuery<Asked<Answer>, TroubleError>({
    queryKey: [document.name, variables, token, currentLanguage()],
    queryFn: ({ signal }) => answerTo(document, variables, token, signal),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    retry: (_count, error) => error.trouble.kind === "notReady",
    retryDelay: RETRY_MILLISECONDS,
  });
}

/** One answer outside of a component, shared with those that ask the same. Throws TroubleError. */
export function askedOnce<Answer, Variables extends object>(
  client: QueryClient,
  document: Document<Answer, Variables>,
  variables: NoInfer<Variables>,
  token: string | null,
): Promise<Asked<Answer>> {
  return client.fetchQuery({
    queryKey: [document.name, variables, token, currentLanguage()],
    queryFn: ({ signal }) => answerTo(document, variables, token, signal),
  });
}

/** One answer. Throws TroubleError. */
export async function answerTo<Answer, Variables extends object>(
  document: Document<Answer, Variables>,
  variables: Variables,
  token: string | null,
  signal: AbortSignal | null = null,
): Promise<Asked<Answer>> {
  const outcome = await ask(
    { query: document.text, operationName: document.name, variables: { ...variables } },
    token,
    {},
    signal,
  );
  if (outcome.kind !== "answer") throw new TroubleError(outcome);
  return { data: outcome.data as Answer, errors: outcome.errors };
}
