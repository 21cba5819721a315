/** The state of the view shown, out of its address, and how it is changed. */

import { parseDate } from "@internationalized/date";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

import {
  readAddress,
  readPart,
  withFrame,
  withFurther,
  withPart,
  writeSearch,
  type Frame,
  type State,
  type View,
} from "./address";
import type { Part } from "./table/columns";

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

/** Which part of a view's further table is shown, and how to show another. */
export function useFurther(table: string): [Part, (parts: Partial<Part>) => void] {
  const router = useRouter();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const part = useMemo(() => readPart(search, table), [search, table]);
  const show = useCallback(
    (parts: Partial<Part>) => {
      const { pathname, search: now } = router.history.location;
      router.history.replace(pathname + withPart(now, table, parts));
    },
    [router, table],
  );
  return [part, show];
}

/** Changes place, day or comparison, whatever the view; the old address stays in the history. */
export function useChangeFrame(): (parts: Partial<Frame>) => void {
  const router = useRouter();
  return useCallback(
    (parts) => {
      const { pathname, search } = router.history.location;
      router.history.push(pathname + withFrame(search, parts));
    },
    [router],
  );
}

/** What the address says, read for `view`. */
export function useAddress<V extends View>(view: V): Address<V> {
  const router = useRouter();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const state = useMemo(() => readAddress(view, search), [view, search]);
  const here = router.history.location.pathname;
  const change = useCallback(
    (parts: Partial<State<V>>, push = false) => {
      const { pathname, search: now } = router.history.location;
      // An answer that comes when somebody has gone elsewhere changes nothing there.
      if (pathname !== here) return;
      const next = { ...readAddress(view, now), ...parts };
      const search = writeSearch(view, next);
      // What is chosen anew has other rows in its tables: their parts are those of the old address.
      const href = pathname + (push ? search : withFurther(search, now));
      if (push) router.history.push(href);
      else router.history.replace(href);
    },
    [router, view, here],
  );
  return {
    state,
    day: dayOf(state),
    compareDay: compareDayOf(state),
    within: state.place,
    change,
  };
}
