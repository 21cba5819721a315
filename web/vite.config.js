import { fileURLToPath } from "node:url";

import locales from "@react-aria/optimize-locales-plugin";
import { defineConfig } from "vite";

const SERVICE = "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  publicDir: false,
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  // The page speaks two languages; React Aria brings thirty-four.
  plugins: [{ ...locales.vite({ locales: ["zh-CN", "en-GB", "en-US"] }), enforce: "pre" }],
  oxc: { jsx: { runtime: "automatic", importSource: "react" } },
  build: {
    outDir: "dist",
    assetsDir: "assets",
    // Everything as a file of its own: the Content-Security-Policy allows no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What offices' browsers carry.
    target: ["chrome111", "edge111", "firefox115", "safari16.4"],
    sourcemap: false,
    // Monaco, the editor inside GraphiQL, is one chunk above the default limit of 500 kB.
    chunkSizeWarningLimit: 6000,
    rolldownOptions: {
      input: { page: "index.html", graphiql: "graphiql.html" },
      // "use client" in a dependency concerns server rendering only, and there is none here.
      onwarn: (warning, report) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") report(warning);
      },
    },
  },
  worker: { format: "es" },
  // `npm run dev` serves the pages by itself and asks the service on its default port.
  server: { proxy: { "/graphql": SERVICE, "/personas": SERVICE, "/readyz": SERVICE } },
});
