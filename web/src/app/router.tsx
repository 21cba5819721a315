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
