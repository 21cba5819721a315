/** The token panel: who is asking, and how to become someone. */

import { describeBearer } from "../lib/bearer";
import { byId } from "../lib/dom";
import { currentToken, rememberToken } from "../lib/session";

export interface IdentityPanel {
  refresh(): void;
}

export function makeIdentityPanel(changed: () => void): IdentityPanel {
  const form = byId("token-form", HTMLFormElement);
  const field = byId("token", HTMLInputElement);
  const who = byId("who", HTMLElement);
  const help = byId("token-help", HTMLElement);
  const forget = byId("forget", HTMLButtonElement);

  function refresh(): void {
    const token = currentToken();
    who.textContent = describeBearer(token);
    help.hidden = token !== null;
    forget.hidden = token === null;
    field.value = "";
  }

  function set(token: string | null): void {
    rememberToken(token);
    refresh();
    changed();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim() === "") field.focus();
    else set(field.value);
  });
  forget.addEventListener("click", () => {
    set(null);
    field.focus();
  });
  refresh();
  return { refresh };
}
