/** What was typed into a form, kept in this page's memory alone until it is signed out. */

type Draft = Readonly<Record<string, string>>;

const kept = new Map<string, Draft>();

/** What was typed into the form of that name; null when nothing was. */
export function draftOf(form: string): Draft | null {
  return kept.get(form) ?? null;
}

/** Keeps it: a session that ends in the middle takes nothing along. */
export function keepDraft(form: string, draft: Draft | null): void {
  if (draft === null) kept.delete(form);
  else kept.set(form, draft);
}

/** Who signs out leaves nothing for the next. */
export function forgetDrafts(): void {
  kept.clear();
}
