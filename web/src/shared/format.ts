/** Numbers, shares and days as people read them. */

export function count(value: number, locale: string): string {
  return value.toLocaleString(locale);
}

/** `83.9 %`; an em dash where there is nothing to take a share of. */
export function share(part: number, whole: number, locale: string): string {
  if (whole === 0) return "—";
  // Never rounded up to all: 2,999 of 3,000 is not 100 %.
  const cut = part === whole ? 100 : Math.min(99.9, Math.round((part / whole) * 1000) / 10);
  return `${cut.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;
}

/** With its sign; a true minus, so that it lines up with the plus. */
export function signed(value: number, locale: string): string {
  if (value === 0) return "±0";
  return `${value > 0 ? "+" : "−"}${Math.abs(value).toLocaleString(locale)}`;
}

/** A day in words: 2024年3月1日, 1 March 2024. */
export function dayInWords(day: string, locale: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, date ?? 1).toLocaleDateString(locale, {
    year: "numeric",
    month: "long",
    day: "numeric",
  });
}
