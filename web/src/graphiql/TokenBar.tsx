import { useState, type SyntheticEvent } from "react";

import { describeBearer } from "./bearer";
import { say, type Language } from "@/shared/language";
import { explain, type Outcome } from "@/shared/service";
import { Uses } from "./Uses";

interface Props {
  token: string | null;
  outcome: Outcome | null;
  /** Names the language so that a change draws the bar anew. */
  language: Language;
  onToken(token: string | null): void;
  onLanguage(language: Language): void;
  /** Opens a question in a tab of its own. */
  onOpen(query: string): void;
}

export function TokenBar({ token, outcome, language, onToken, onLanguage, onOpen }: Props) {
  const [typed, setTyped] = useState("");

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (typed.trim() === "") return;
    onToken(typed);
    setTyped("");
  }

  return (
    <header className="token-bar">
      <div className="line">
        <a className="home" href="/">
          {say({ zh: "← 返回页面", en: "← The page" })}
        </a>
        <span className="who" role="status">
          {describeBearer(token)}
        </span>
        <Uses language={language} onOpen={onOpen} />
        <form onSubmit={submit}>
          <label htmlFor="token">{say({ zh: "令牌", en: "Token" })}</label>
          <input
            id="token"
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder="eyJ…"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit">{say({ zh: "使用", en: "Use" })}</button>
          {token !== null && (
            <button type="button" onClick={() => onToken(null)}>
              {say({ zh: "清除", en: "Forget" })}
            </button>
          )}
        </form>
        <button
          className="language"
          type="button"
          onClick={() => onLanguage(language === "zh" ? "en" : "zh")}
        >
          {language === "zh" ? "English" : "中文"}
        </button>
      </div>
      <Trouble outcome={outcome} />
    </header>
  );
}

/** Troubles of the connection only: a query's own errors stand in GraphiQL's answer. */
function Trouble({ outcome }: { outcome: Outcome | null }) {
  if (outcome === null || outcome.kind === "answer" || outcome.kind === "refused") return null;
  const needsToken = outcome.kind === "unauthorized" || outcome.kind === "forbidden";
  return (
    <p className="trouble" role="alert">
      {say(explain(outcome))}
      {needsToken && <code>uv run server.py token --role analyst</code>}
    </p>
  );
}
