/** How GraphiQL asks: with the remembered token, and with troubles told as GraphQL errors. */

import type { GraphiQLProps } from "graphiql";

import { say } from "@/shared/language";
import { ask, explain, type Outcome, type Request } from "@/shared/service";

type Fetcher = GraphiQLProps["fetcher"];

/** `report` hears of every outcome, the introspection's too. */
export function makeFetcher(token: string | null, report: (outcome: Outcome) => void): Fetcher {
  return async (params, options) => {
    const request: Request = {
      query: params.query,
      ...(params.operationName == null ? {} : { operationName: params.operationName }),
      ...(params.variables == null ? {} : { variables: params.variables as Variables }),
    };
    const outcome = await ask(request, token, options?.headers as Headers | undefined);
    report(outcome);
    if ("whole" in outcome) return outcome.whole;
    const errors = "errors" in outcome ? outcome.errors : [];
    return { errors: [say(explain(outcome)), ...errors].map((message) => ({ message })) };
  };
}

type Variables = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;
