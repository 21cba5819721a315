/** Light or dark: the system's choice until a person makes one, which this browser remembers. */

const KEY = "orggraph.theme";

export type Theme = "light" | "dark";

export function currentTheme(): Theme {
  const chosen = localStorage.getItem(KEY);
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function applyTheme(): void {
  document.documentElement.dataset["theme"] = currentTheme();
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme();
}

/** Follows the system while nothing was chosen. */
export function followSystem(changed: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const hear = () => {
    applyTheme();
    changed();
  };
  query.addEventListener("change", hear);
  return () => query.removeEventListener("change", hear);
}
