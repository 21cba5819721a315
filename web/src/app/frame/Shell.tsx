/** The frame around every view: who asks, which place and day, the views, and the keys. */

import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { I18nProvider, RouterProvider as AriaRouter } from "react-aria-components";

import { dayInWords } from "@/shared/format";
import { today, useAddress } from "@/shared/frame";
import { usePlace } from "@/shared/place/usePlace";
import { takeFragment } from "@/shared/session";
import { useText } from "@/shared/texts/text";
import { Skeleton, TroubleNote } from "@/shared/ui/Answer";
import { NoData } from "@/shared/ui/NoData";
import { useToken } from "@/shared/useAsk";
import { Keys } from "./Keys";
import { Rail } from "./Rail";
import { SignIn } from "./SignIn";
import { TopBar } from "./TopBar";
import { useChanges } from "./useChanges";

const Palette = lazy(() => import("./Palette"));

export function Shell() {
  const { locale } = useText();
  const router = useRouter();
  const token = useToken();
  useEffect(() => {
    // A second link with a token, opened in the same tab, changes only the fragment.
    const follow = () => takeFragment();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return (
    <I18nProvider locale={locale}>
      <AriaRouter navigate={(href) => router.history.push(href)}>
        {token === null ? <SignIn /> : <Framed token={token} />}
      </AriaRouter>
    </I18nProvider>
  );
}

type Opened = "palette" | "keys" | null;

function Framed({ token }: { token: string }) {
  const { t, locale, language } = useText();
  const { state, day, within } = useAddress("overview");
  const path = useRouterState({ select: (router) => router.location.pathname });
  const [opened, setOpened] = useState<Opened>(null);
  useKeys(setOpened);
  useEffect(() => {
    // A file dropped where none is taken would be opened in place of the page.
    const keep = (event: DragEvent) => event.preventDefault();
    window.addEventListener("dragover", keep);
    window.addEventListener("drop", keep);
    return () => {
      window.removeEventListener("dragover", keep);
      window.removeEventListener("drop", keep);
    };
  }, []);
  const changes = useChanges(token);
  const frame = usePlace();
  const places = frame.data?.data.places.totalCount;
  const trouble = frame.error ?? frame.failureReason;
  const unknown = within !== null && frame.data?.data.place === null && !frame.isPlaceholderData;

  useEffect(() => {
    // The name of a view and nothing of what it shows: titles are kept in histories.
    document.title = `${t(titleOf(path))} · ${t("product")}`;
  }, [t, path, language]);

  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t("frame.skip")}
      </a>
      <header className="head">
        <p className="brand">
          <span className="brand-mark" aria-hidden="true" />
          {t("product")}
        </p>
        <TopBar place={frame.data?.data.place ?? null} onSearch={() => setOpened("palette")} />
      </header>
      <Rail />
      {state.day !== null && state.day !== today() && (
        <p className="band" role="status">
          {t(state.day < today() ? "frame.past" : "frame.future", { day: dayInWords(day, locale) })}
        </p>
      )}
      <main id="main" tabIndex={-1}>
        {frame.data === undefined ? (
          // Views ask only once it is known that there is data, and such a place.
          trouble === null ? (
            <Skeleton rows={8} />
          ) : (
            <TroubleNote error={trouble} again={() => void frame.refetch()} />
          )
        ) : places === 0 ? (
          <NoData />
        ) : unknown ? (
          <p className="nothing" role="alert">
            {t("trouble.noPlace", { code: within ?? "" })}
          </p>
        ) : (
          <Outlet />
        )}
      </main>
      <p className="heard" role="status" data-live={changes.live || undefined}>
        {changes.heard !== null &&
          t("frame.heard", { time: changes.heard.toLocaleTimeString(locale) })}
      </p>
      <p className="print-foot">
        {t("print.foot", { day: dayInWords(day, locale), place: frame.data?.data.place?.name ?? t("place.everywhere") })}
      </p>
      {opened === "palette" && (
        <Suspense fallback={null}>
          <Palette onClose={() => setOpened(null)} />
        </Suspense>
      )}
      {opened === "keys" && <Keys onClose={() => setOpened(null)} />}
    </div>
  );
}

function titleOf(path: string) {
  if (path.startsWith("/coverage")) return "view.coverage" as const;
  if (path.startsWith("/elevation")) return "view.elevation" as const;
  if (path.startsWith("/audit")) return "view.audit" as const;
  if (path.startsWith("/cross-appointments")) return "view.cross" as const;
  if (path.startsWith("/change")) return "view.change" as const;
  if (path.startsWith("/data")) return "view.data" as const;
  if (path.startsWith("/explorer")) return "view.explorer" as const;
  return "view.overview" as const;
}

function useKeys(open: (what: Opened) => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.closest("input, textarea, select, [contenteditable]") !== null;
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open("palette");
      } else if (!typing && !event.metaKey && !event.ctrlKey && !event.altKey) {
        if (event.key === "/") {
          event.preventDefault();
          open("palette");
        } else if (event.key === "?") {
          open("keys");
        }
      }
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [open]);
}
