import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "../base.css";
import "./graphiql.css";

import { createRoot } from "react-dom/client";

import { byId } from "@/shared/dom";
import { applyLanguage } from "@/shared/language";
import { applyTheme } from "@/shared/theme";
import { takeFragment } from "@/shared/session";
import { App } from "./App";

const given = takeFragment();
applyLanguage();
applyTheme();
createRoot(byId("app", HTMLElement)).render(<App given={given} />);
