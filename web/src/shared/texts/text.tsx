/** The page's texts: one catalogue a language, read through Lingui in ICU's message format. */

import { setupI18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { I18nProvider, useLingui } from "@lingui/react";
import { useCallback, type ReactNode } from "react";

import { applyLanguage, chooseLanguage, currentLanguage, localeOf, type Language } from "../language";
import type { zh } from "./zh";

export type Key = keyof typeof zh;
export type Say = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

const catalogues: Record<Language, () => Promise<Record<Key, string>>> = {
  zh: async () => (await import("./zh")).zh,
  en: async () => (await import("./en")).en,
};

const i18n = setupI18n({ locale: "none", messages: { none: {} } });
i18n.setMessagesCompiler(compileMessage);

/** Loads the language's catalogue and speaks it from then on. */
export async function speak(language: Language): Promise<void> {
  i18n.loadAndActivate({
    locale: language,
    locales: localeOf(language),
    messages: { ...(await catalogues[language]()) },
  });
  chooseLanguage(language);
}

/** As `speak`, in the language this browser remembers; nothing is written. */
export async function speakRemembered(): Promise<void> {
  const language = currentLanguage();
  i18n.loadAndActivate({
    locale: language,
    locales: localeOf(language),
    messages: { ...(await catalogues[language]()) },
  });
  applyLanguage();
}

export function Texts({ children }: { children: ReactNode }) {
  return <I18nProvider i18n={i18n}>{children}</I18nProvider>;
}

export interface Speech {
  t: Say;
  language: Language;
  locale: string;
}

export function useText(): Speech {
  const { i18n: current } = useLingui();
  const language: Language = current.locale === "en" ? "en" : "zh";
  // A new function for another language, so that what is remembered by it is made anew.
  const t: Say = useCallback(
    (key, values) => current._(key, { ...values }),
    [current, current.locale],
  );
  return { t, language, locale: localeOf(language) };
}
