/** The question of a part: opened in GraphiQL with its variables, or as a link to its answer. */

import { addressOf } from "../address";
import type { Document } from "../document";
import { useText } from "../texts/text";
import { LinkTool } from "./LinkTool";

interface Props<Answer, Variables> {
  document: Document<Answer, Variables>;
  variables: NoInfer<Variables>;
}

export function ShowQuery<A, V extends object>({ document, variables }: Props<A, V>) {
  const { t } = useText();
  return (
    <span className="asks">
      <LinkTool
        request={{ query: document.text, operationName: document.name, variables: { ...variables } }}
      />
      {/* With an opener, so that the new tab has this tab's session; it is the same origin. */}
      <a
        className="tool"
        href={addressOf.graphiql(document.text, variables)}
        target="_blank"
        rel="opener"
        title={t("tool.query.title")}
      >
        {t("tool.query")}
      </a>
    </span>
  );
}
