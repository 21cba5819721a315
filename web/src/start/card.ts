/** A question's card: run it in place, read its query, open it in GraphiQL. */

import { element, within } from "../lib/dom";
import { say } from "../lib/language";
import { ask, type Outcome } from "../lib/service";
import { currentToken } from "../lib/session";
import type { Question } from "./question";
import { drawOutcome } from "./result";

export interface Card {
  /** Writes everything that depends on the language anew. */
  refresh(): void;
  /** Takes the answer away, also one still on its way: it was given to somebody else. */
  forget(): void;
}

export function makeCard(root: HTMLElement, question: Question): Card {
  const form = within(root, "form", HTMLFormElement);
  const run = within(form, "button", HTMLButtonElement);
  const open = within(form, "a", HTMLAnchorElement);
  const field = form.querySelector("input");
  const result = within(root, ".result", HTMLElement);
  within(root, "pre.query", HTMLPreElement).replaceChildren(
    element("code", {}, question.query.trim()),
  );
  let outcome: Outcome | null = null;
  let running = false;

  const variables = () => question.variables(field?.value.trim() ?? "");

  function draw(): void {
    run.disabled = running;
    run.textContent = running ? say({ zh: "正在查询…", en: "Asking…" }) : say({ zh: "运行", en: "Run" });
    result.setAttribute("aria-busy", String(running));
    result.hidden = outcome === null;
    result.replaceChildren(...(outcome === null ? [] : drawOutcome(question, outcome)));
    if (field !== null && question.input !== null) {
      field.placeholder = say(question.input.placeholder);
    }
    point();
  }

  function point(): void {
    const given = new URLSearchParams({ query: question.query });
    const values = variables();
    if (Object.keys(values).length > 0) given.set("variables", JSON.stringify(values, null, 2));
    // A fragment cannot say "+" for a space: only a form's body can.
    open.href = `/graphiql#${given.toString().replace(/\+/g, "%20")}`;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (running) return;
    running = true;
    draw();
    const token = currentToken();
    const found = await ask({ query: question.query, variables: variables() }, token);
    running = false;
    if (token === currentToken()) outcome = found;
    draw();
  });
  field?.addEventListener("input", point);
  draw();
  return {
    refresh: draw,
    forget() {
      outcome = null;
      draw();
    },
  };
}
