import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "../base.css";
import "./graphiql.css";

import { createRoot } from "react-dom/client";

import { byId } from "../lib/dom";
import { applyLanguage } from "../lib/language";
import { takeFragment } from "../lib/session";
import { App } from "./App";

const given = takeFragment();
applyLanguage();
createRoot(byId("app", HTMLElement)).render(<App given={given} />);
