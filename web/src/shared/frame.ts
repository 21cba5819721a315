/** The state of the view shown, out of its address, and how it is changed. */

import { parseDate } from "@internationalized/date";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

import { readAddress, writeSearch, type Frame, type State, type View } from "./address";

/** Today by this machine's clock, as `2026-11-01`. */
export function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The same day of another month, or that month's last. */
export function monthsBefore(day: string, months: number): string {
  return parseDate(day).subtract({ months }).toString();
}

/** The day asked for: that of the address, else today. */
export function dayOf(frame: Frame): string {
  return frame.day ?? today();
}

/** The day compared with; null when nothing is compared. */
export function compareDayOf(frame: Frame): string | null {
  if (frame.with === "off") return null;
  return frame.with === "month" ? monthsBefore(dayOf(frame), 1) : frame.with;
}

export interface Address<V extends View> {
  state: State<V>;
  /** The day and the place as variables of a question. */
  day: string;
  compareDay: string | null;
  within: string | null;
  /** Changes parts of the address in place of it; with `push` the old one stays in the history. */
  change(parts: Partial<State<V>>, push?: boolean): void;
}

/** What the address says, read for `view`. */
export function useAddress<V extends View>(view: V): Address<V> {
  const router = useRouter();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const state = useMemo(() => readAddress(view, search), [view, search]);
  const change = useCallback(
    (parts: Partial<State<V>>, push = false) => {
      const { pathname, search: now } = router.history.location;
      const next = { ...readAddress(view, now), ...parts };
      const href = pathname + writeSearch(view, next);
      if (push) router.history.push(href);
      else router.history.replace(href);
    },
    [router, view],
  );
  return {
    state,
    day: dayOf(state),
    compareDay: compareDayOf(state),
    within: state.place,
    change,
  };
}
