import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { useEffect, useMemo, useState } from "react";

import { applyLanguage, chooseLanguage, currentLanguage, type Language } from "@/shared/language";
import type { Outcome } from "@/shared/service";
import { currentToken, rememberToken, takeFragment, type Fragment } from "@/shared/session";
import { FIRST } from "../queries/uses";
import { makeFetcher } from "./fetcher";
import { TokenBar } from "./TokenBar";

// Beside the documentation, which GraphiQL brings of itself.
const PLUGINS = [HISTORY_PLUGIN, explorerPlugin()];

/** GraphiQL under a bar that says who is asking. `given` is what the address asked for. */
export function App({ given }: { given: Fragment }) {
  const [token, setToken] = useState(currentToken);
  const [language, setLanguage] = useState<Language>(currentLanguage);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  // A new fetcher makes GraphiQL read the schema again, with the new token.
  const fetcher = useMemo(() => makeFetcher(token, setOutcome), [token]);

  useEffect(() => {
    const follow = () => {
      const fragment = takeFragment();
      // GraphiQL reads its first query once; another one needs a fresh page.
      if (fragment.query !== null) openAgain(fragment);
      setToken(currentToken());
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);

  function change(value: string | null): void {
    rememberToken(value);
    setOutcome(null);
    setToken(currentToken());
  }

  function speak(next: Language): void {
    chooseLanguage(next);
    applyLanguage();
    setLanguage(next);
  }

  return (
    <div className="shell">
      <TokenBar
        token={token}
        outcome={outcome}
        language={language}
        onToken={change}
        onLanguage={speak}
        onOpen={(query) => openAgain({ query, variables: null })}
      />
      <GraphiQL
        fetcher={fetcher}
        defaultQuery={FIRST}
        plugins={PLUGINS}
        {...(given.query === null ? {} : { initialQuery: given.query })}
        {...(given.variables === null ? {} : { initialVariables: given.variables })}
        inputValueDeprecation
        schemaDescription
      >
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
      </GraphiQL>
    </div>
  );
}

function openAgain(fragment: Fragment): void {
  const wanted = new URLSearchParams();
  if (fragment.query !== null) wanted.set("query", fragment.query);
  if (fragment.variables !== null) wanted.set("variables", fragment.variables);
  history.replaceState(null, "", `${location.pathname}#${wanted}`);
  location.reload();
}
