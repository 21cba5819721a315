/** The addresses of the page, each with its view, loaded when it is first opened. */

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";

import { Skeleton } from "@/shared/ui/Answer";
import { useText } from "@/shared/texts/text";
import { Shell } from "./frame/Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: "/",
    component: lazyRouteComponent(() => import("@/features/overview/Overview")),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/coverage",
    component: lazyRouteComponent(() => import("@/features/coverage/Coverage")),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/elevation/$code",
    component: lazyRouteComponent(() => import("@/features/elevation/Elevation")),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/audit",
    component: lazyRouteComponent(() => import("@/features/audit/Audit")),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/change",
    component: lazyRouteComponent(() => import("@/features/change/Change")),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/cross-appointments",
    component: lazyRouteComponent(() => import("@/features/cross/Cross")),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/data",
    component: lazyRouteComponent(() => import("@/features/data/Data")),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/explorer",
    component: lazyRouteComponent(() => import("@/features/explorer/Explorer")),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/explorer/list/$list",
    component: lazyRouteComponent(() => import("@/features/lists/List")),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/explorer/$id",
    component: lazyRouteComponent(() => import("@/features/explorer/Entity")),
  }),
];

// Addresses are read and written by `shared/address`; the router hands their text through.
export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text === "" ? "" : `?${text}`;
  },
  defaultPendingComponent: () => <Skeleton rows={8} />,
  scrollRestoration: true,
});

function NotFound() {
  const { t } = useText();
  return <p className="nothing">{t("trouble.noView")}</p>;
}
