/** Who is asking: the bearer token, kept for this tab alone and handed over in a link's fragment. */

const KEY = "orggraph.token";

export interface Identity {
  role: string;
  /** `*`, or places' codes with spaces between them. */
  scope: string;
  /** Milliseconds since the epoch; null when the token does not expire. */
  expires: number | null;
}

export interface Fragment {
  query: string | null;
  variables: string | null;
}

const listeners = new Set<() => void>();

/** For `useSyncExternalStore`: hears of every change of the token made in this tab. */
export function watchToken(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function rememberToken(token: string | null): void {
  const trimmed = token?.trim().replace(/^Bearer\s+/i, "") ?? "";
  if (trimmed === "") sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, trimmed);
  for (const listener of listeners) listener();
}

/**
 * Takes `#token=…&query=…&variables=…` out of the address. The token is remembered, and the
 * fragment is removed, so that neither a copied address nor the history keeps it.
 */
export function takeFragment(): Fragment {
  const given = new URLSearchParams(location.hash.slice(1));
  const token = given.get("token");
  if (token !== null) rememberToken(token);
  const fragment = { query: given.get("query"), variables: given.get("variables") };
  if (token !== null || fragment.query !== null) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return fragment;
}

/** Whether the bearer may try changes out: the forms of changes are read from the service's schema. */
export function mayTry(token: string | null): boolean {
  const role = identityOf(token)?.role;
  return role === "analyst" || role === "admin";
}

/** What the token says of its bearer; null when it is not a JSON Web Token. Not verified here. */
export function identityOf(token: string | null): Identity | null {
  const payload = token?.split(".")[1];
  if (payload === undefined) return null;
  try {
    const binary = atob(payload.replace(/-/g, "+").replace(/_/g, "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims !== "object" || claims === null) return null;
    const { role, scope, exp } = claims as Record<string, unknown>;
    return {
      role: typeof role === "string" ? role : "?",
      scope: Array.isArray(scope) ? scope.join(" ") : typeof scope === "string" ? scope : "*",
      expires: typeof exp === "number" ? exp * 1000 : null,
    };
  } catch {
    // Anything that does not decode is simply not a token; the service has the last word.
    return null;
  }
}
