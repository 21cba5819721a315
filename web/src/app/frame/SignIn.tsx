/** Without a token: how to get one, and, in the demonstration, three people to be. */

import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";

import { becomePersona, personas, type Persona } from "@/shared/personas";
import { rememberToken } from "@/shared/session";
import { useText } from "@/shared/texts/text";
import { roleName } from "@/shared/words";
import { Settings } from "./TopBar";

export function SignIn() {
  const { t } = useText();
  const [typed, setTyped] = useState("");
  const offered = useQuery({ queryKey: ["personas"], queryFn: personas, retry: false });

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (typed.trim() !== "") rememberToken(typed);
  }

  return (
    <div className="signin">
      <header className="head">
        <p className="brand">
          <span className="brand-mark" aria-hidden="true" />
          {t("product")}
        </p>
        <Settings />
      </header>
      <main id="main">
        <h1>{t("signin.title")}</h1>
        <p className="lead">{t("signin.lead")}</p>
        {(offered.data ?? []).length > 0 && (
          <section className="panel">
            <h2>{t("signin.demo")}</h2>
            <p className="note">{t("signin.demo.note")}</p>
            <div className="personas">
              {offered.data?.map((role) => (
                <PersonaCard key={role} role={role} />
              ))}
            </div>
          </section>
        )}
        <section className="panel">
          <h2>{t("signin.token")}</h2>
          <form onSubmit={submit}>
            <label htmlFor="token">{t("signin.token.label")}</label>
            <input
              id="token"
              type="password"
              autoComplete="off"
              spellCheck={false}
              placeholder="eyJ…"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <button type="submit" className="button primary">
              {t("signin.enter")}
            </button>
          </form>
          <p className="note">{t("signin.token.note")}</p>
          <pre>
            <code>uv run server.py token --role analyst</code>
          </pre>
        </section>
      </main>
    </div>
  );
}

function PersonaCard({ role }: { role: Persona }) {
  const { t } = useText();
  const [failed, setFailed] = useState(false);

  async function enter(): Promise<void> {
    const token = await becomePersona(role);
    if (token === null) setFailed(true);
    else rememberToken(token);
  }

  return (
    <button type="button" className="persona" data-role={role} onClick={() => void enter()}>
      <b>{roleName(t, role)}</b>
      <span>{t(`persona.${role}`)}</span>
      {failed && <em role="alert">{t("signin.failed")}</em>}
    </button>
  );
}
