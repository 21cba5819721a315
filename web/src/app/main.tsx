import "../base.css";
import "./page.css";
import "./frame/signin.css";
import "./frame/above.css";
import "./parts.css";
import "@/shared/charts/charts.css";
import "@/shared/table/table.css";
import "./print.css";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";

import { applyDensity } from "@/shared/density";
import { byId } from "@/shared/dom";
import { takeFragment } from "@/shared/session";
import { speakRemembered, Texts } from "@/shared/texts/text";
import { applyTheme } from "@/shared/theme";
import { router } from "./router";

const STALE_MILLISECONDS = 60_000;

takeFragment();
applyTheme();
applyDensity();

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: STALE_MILLISECONDS, refetchOnWindowFocus: false } },
});

await speakRemembered();
createRoot(byId("app", HTMLElement)).render(
  <Texts>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </Texts>,
);
