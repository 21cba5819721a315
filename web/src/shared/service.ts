/** The service seen from a page: one call to `/graphql`, and every way it can end. */

import type { Text } from "./language";
import { currentLanguage } from "./language";

export interface GraphQLError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: { code?: string };
}

export interface GraphQLAnswer {
  data?: unknown;
  errors?: readonly GraphQLError[];
}

export type Outcome =
  | { kind: "answer"; data: unknown; errors: readonly GraphQLError[]; whole: GraphQLAnswer }
  | { kind: "unauthorized"; hadToken: boolean }
  | { kind: "forbidden"; errors: readonly GraphQLError[] }
  | { kind: "refused"; errors: readonly GraphQLError[]; whole: GraphQLAnswer }
  | { kind: "notReady" }
  | { kind: "unreachable" }
  | { kind: "unreadable"; status: number };

export type Trouble = Exclude<Outcome, { kind: "answer" }>;

export interface Request {
  query: string;
  variables?: object;
  operationName?: string;
}

const NO_RIGHT = new Set(["FORBIDDEN", "UNAUTHORIZED_FIELD"]);

/** Never rejects, but for an abort. `more` are headers that win over those of the same name. */
export async function ask(
  request: Request,
  token: string | null,
  more: Readonly<Record<string, string>> = {},
  signal: AbortSignal | null = null,
): Promise<Outcome> {
  const headers = new Headers({
    "Content-Type": "application/json",
    Accept: "application/graphql-response+json, application/json;q=0.9",
    // The page's language, whatever the browser's is.
    "Accept-Language": currentLanguage(),
  });
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  const hadToken = headers.has("Authorization");
  let response: Response;
  let answer: GraphQLAnswer | null;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers,
      body: JSON.stringify(request),
      cache: "no-store",
      signal,
    });
    answer = readAnswer(await response.text());
  } catch (error) {
    if (signal?.aborted) throw error;
    return { kind: "unreachable" };
  }
  const errors = answer?.errors ?? [];
  if (response.status === 401) return { kind: "unauthorized", hadToken };
  if (response.status === 403) return { kind: "forbidden", errors };
  if (response.status === 503) return { kind: "notReady" };
  if (answer === null) return { kind: "unreadable", status: response.status };
  if (answer.data === undefined || answer.data === null) {
    const rights = errors.some((error) => NO_RIGHT.has(error.extensions?.code ?? ""));
    return rights ? { kind: "forbidden", errors } : { kind: "refused", errors, whole: answer };
  }
  return { kind: "answer", data: answer.data, errors, whole: answer };
}

function readAnswer(text: string): GraphQLAnswer | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    return "data" in value || "errors" in value ? (value as GraphQLAnswer) : null;
  } catch {
    return null;
  }
}

/** What went wrong and what to do, for every outcome that is not an answer. */
export function explain(outcome: Trouble): Text {
  switch (outcome.kind) {
    case "unauthorized":
      return outcome.hadToken
        ? {
            zh: "服务不接受这个令牌：可能已过期，或由另一次启动签发。请重新登录。",
            en: "The service does not accept this token: it may have expired, or an earlier start of the service issued it. Sign in again.",
          }
        : {
            zh: "提问需要令牌。请在终端生成一个，再粘贴到这里。",
            en: "Asking needs a token. Make one in a terminal and paste it here.",
          };
    case "forbidden":
      return {
        zh: "您的角色或范围不允许查看这些内容。",
        en: "Your role or scope does not allow this to be seen.",
      };
    case "refused":
      return {
        zh: "服务没有接受这个查询，原因如下。",
        en: "The service did not accept the query, for this reason.",
      };
    case "notReady":
      return {
        zh: "服务还没有就绪（Neo4j 正在启动或载入数据），稍后自动重试。",
        en: "The service is not ready yet (Neo4j is starting or data is being loaded); this tries again by itself.",
      };
    case "unreachable":
      return {
        zh: "连接不到服务。请确认 uv run server.py 仍在运行，再试一次。",
        en: "The service cannot be reached. See that uv run server.py is still running, then try again.",
      };
    case "unreadable":
      return {
        zh: `服务的回答无法识别（HTTP ${outcome.status}）。请查看服务日志。`,
        en: `The service's answer could not be read (HTTP ${outcome.status}). Look into its log.`,
      };
  }
}
