/** Figures: part and whole together, a share as a bar, a change with its sign. */

import { count, share, signed } from "../format";
import { useText } from "../texts/text";

/** `2,694 / 3,212 · 83.9 %` */
export function PartOf({ part, whole }: { part: number; whole: number }) {
  const { locale } = useText();
  return (
    <span className="figure">
      <b>{count(part, locale)}</b> / {count(whole, locale)}
      <span className="share"> · {share(part, whole, locale)}</span>
    </span>
  );
}

/** The share of `part` in `whole` as a bar; hatched where there is no whole. */
export function Bar({ part, whole }: { part: number; whole: number }) {
  if (whole === 0) return <span className="bar nodata" aria-hidden="true" />;
  return (
    <svg className="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-rest" width="100" height="8" />
      <rect className="bar-part" width={(part / whole) * 100} height="8" />
    </svg>
  );
}

/** A change since the comparison day; `good` says which way is wished for. */
export function Change({ value, good = "up" }: { value: number | null; good?: "up" | "down" }) {
  const { t, locale } = useText();
  if (value === null) return null;
  const direction = value === 0 ? "same" : value > 0 === (good === "up") ? "better" : "worse";
  return (
    <span className="change" data-direction={direction}>
      <span aria-hidden="true">{value === 0 ? "＝" : value > 0 ? "▲" : "▼"} </span>
      {signed(value, locale)}
      <span className="hidden"> {t(`change.${direction}`)}</span>
    </span>
  );
}
