/** The views, at the left; at the bottom of a narrow screen. */

import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { identityOf } from "@/shared/session";
import { useText } from "@/shared/texts/text";
import { Door } from "@/shared/ui/Door";
import { useToken } from "@/shared/useAsk";

const ICONS: Readonly<Record<string, string>> = {
  overview: "M3 12 12 4l9 8v8h-6v-5H9v5H3z",
  coverage: "M3 3h8v8H3zM13 3h8v8h-8zM3 13h8v8H3zM14 14h6v6h-6z",
  audit: "M9 11l3 3 8-8M20 12v8H4V4h11",
  cross: "M4 7h13l-3-3M20 17H7l3 3",
  data: "M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0zM4 6c0 4 16 4 16 0M4 12c0 4 16 4 16 0",
  explorer: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
};

export function Rail() {
  const { t } = useText();
  const { state } = useAddress("overview");
  const identity = identityOf(useToken());
  const path = useRouterState({ select: (router) => router.location.pathname });
  const frame = frameOf(state);
  const at = (prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
  return (
    <nav className="rail" aria-label={t("frame.views")}>
      <Entry href={addressOf.overview(frame)} icon="overview" current={path === "/"}>
        {t("view.overview")}
      </Entry>
      <Entry
        href={addressOf.coverage(frame)}
        icon="coverage"
        current={at("/coverage") || at("/elevation")}
      >
        {t("view.coverage")}
      </Entry>
      <Entry href={addressOf.audit(frame)} icon="audit" current={at("/audit") || at("/change")}>
        {t("view.audit")}
      </Entry>
      <Entry href={addressOf.cross(frame)} icon="cross" current={at("/cross-appointments")}>
        {t("view.cross")}
      </Entry>
      <Entry href={addressOf.explorer(frame)} icon="explorer" current={at("/explorer")}>
        {t("view.explorer")}
      </Entry>
      {identity?.role === "admin" && (
        <Entry href={addressOf.data(frame)} icon="data" current={at("/data")}>
          {t("view.data")}
        </Entry>
      )}
      <a className="rail-entry rail-graphiql" href="/graphiql" target="_blank" rel="opener">
        <span className="rail-icon" aria-hidden="true">
          {"{ }"}
        </span>
        GraphiQL
      </a>
    </nav>
  );
}

interface EntryProps {
  href: string;
  icon: string;
  current: boolean;
  children: ReactNode;
}

function Entry({ href, icon, current, children }: EntryProps) {
  return (
    <Door href={href} className="rail-entry" current={current}>
      <svg className="rail-icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={ICONS[icon]} />
      </svg>
      {children}
    </Door>
  );
}
