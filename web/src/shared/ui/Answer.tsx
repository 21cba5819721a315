/** A question on its way to an answer: skeleton, answer, dimmed answer, or what went wrong. */

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { say } from "../language";
import { explain, type GraphQLError } from "../service";
import { rememberToken } from "../session";
import { useText } from "../texts/text";
import type { Asked, TroubleError } from "../useAsk";

interface Props<Answer> {
  query: UseQueryResult<Asked<Answer>, TroubleError>;
  /** How high the skeleton stands, in rows. */
  rows?: number;
  children: (data: Answer) => ReactNode;
}

export function Answer<A>({ query, rows = 4, children }: Props<A>) {
  if (query.data !== undefined) {
    const stale = query.isPlaceholderData || query.isRefetching;
    return (
      <div className="answer" aria-busy={stale} data-stale={stale || undefined}>
        {query.error !== null && <TroubleNote error={query.error} again={() => query.refetch()} />}
        <FieldErrors errors={query.data.errors} />
        {children(query.data.data)}
      </div>
    );
  }
  if (query.error !== null) {
    return <TroubleNote error={query.error} again={() => query.refetch()} />;
  }
  if (query.failureReason !== null) {
    return <TroubleNote error={query.failureReason} again={() => query.refetch()} />;
  }
  return <Skeleton rows={rows} />;
}

export function Skeleton({ rows }: { rows: number }) {
  const { t } = useText();
  return (
    <div className="skeleton" role="status" aria-label={t("state.loading")}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}

export function TroubleNote({ error, again }: { error: TroubleError; again: () => void }) {
  const { t } = useText();
  const { trouble } = error;
  const details = "errors" in trouble ? trouble.errors : [];
  const unknownPlace = details.some(
    (found) => found.extensions?.code === "UNKNOWN_CODE",
  );
  return (
    <div className="trouble" role="alert" data-kind={trouble.kind}>
      <p>
        <strong>{t(`trouble.${trouble.kind}`)}</strong> {say(explain(trouble))}
      </p>
      {details.length > 0 && (
        <ul>
          {details.slice(0, 5).map((found, index) => (
            <li key={index}>{found.message}</li>
          ))}
        </ul>
      )}
      {unknownPlace && <p>{t("trouble.unknownPlace")}</p>}
      {/* What a role may not see it may not see the second time either. */}
      {trouble.kind !== "forbidden" && (
        <p className="buttons">
          {trouble.kind === "unauthorized" ? (
            <button type="button" className="button" onClick={() => rememberToken(null)}>
              {t("signin.again")}
            </button>
          ) : (
            <button type="button" className="button" onClick={again}>
              {t("state.again")}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** A view, or without a title a part of one, that is not for the caller's role: whom it is for. */
export function NoRight({ title, why }: { title?: string; why: string }) {
  const { t } = useText();
  return (
    <>
      {title !== undefined && <h1 className="view-title">{title}</h1>}
      <div className="trouble" role="alert" data-kind="forbidden">
        <p>
          <strong>{t("trouble.forbidden")}</strong> {why}
        </p>
      </div>
    </>
  );
}

function FieldErrors({ errors }: { errors: readonly GraphQLError[] }) {
  const { t } = useText();
  if (errors.length === 0) return null;
  return (
    <div className="trouble" role="alert" data-kind="partial">
      <p>{t("trouble.partial")}</p>
      <ul>
        {errors.slice(0, 5).map((found, index) => (
          <li key={index}>{found.message}</li>
        ))}
      </ul>
    </div>
  );
}
