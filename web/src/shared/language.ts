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

export function applyLanguage(): void {
  const language = currentLanguage();
  document.documentElement.dataset["lang"] = language;
  document.documentElement.lang = localeOf(language);
}

export function localeOf(language: Language): string {
  return language === "zh" ? "zh-CN" : "en-GB";
}

export function say(text: Text): string {
  return text[currentLanguage()];
}
