import { defineConfig } from "vite";

const SERVICE = "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "react" } },
  build: {
    outDir: "dist",
    assetsDir: "assets",
    // Everything as a file of its own: the Content-Security-Policy allows no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // Monaco, the editor inside GraphiQL, is one chunk above the default limit of 500 kB.
    chunkSizeWarningLimit: 6000,
    rolldownOptions: {
      input: { start: "index.html", graphiql: "graphiql.html" },
      // "use client" in a dependency concerns server rendering only, and there is none here.
      onwarn: (warning, report) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") report(warning);
      },
    },
  },
  worker: { format: "es" },
  // `npm run dev` serves the pages by itself and asks the service on its default port.
  server: { proxy: { "/graphql": SERVICE, "/readyz": SERVICE } },
});
