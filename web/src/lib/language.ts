/** Chinese first, English on demand; the choice is remembered by this browser. */

export type Language = "zh" | "en";
export type Text = Readonly<Record<Language, string>>;

const KEY = "orggraph.language";

export function currentLanguage(): Language {
  return localStorage.getItem(KEY) === "en" ? "en" : "zh";
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  applyLanguage();
}

/** The style sheet shows and hides `.zh` and `.en` by this attribute. */
export function applyLanguage(): void {
  const language = currentLanguage();
  document.documentElement.dataset["lang"] = language;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

export function say(text: Text): string {
  return text[currentLanguage()];
}
