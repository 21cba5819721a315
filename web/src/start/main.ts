import "../base.css";
import "./start.css";

import { byId } from "../lib/dom";
import { applyLanguage, chooseLanguage, currentLanguage, say } from "../lib/language";
import { readiness, type Readiness } from "../lib/service";
import { takeFragment } from "../lib/session";
import { adminQuestion } from "./admin";
import { analystQuestion } from "./analyst";
import { makeCard } from "./card";
import { frontendQuestion } from "./frontend";
import { makeIdentityPanel } from "./identity";

const RETRY_MILLISECONDS = 2000;

takeFragment();
applyLanguage();

const cards = [analystQuestion, frontendQuestion, adminQuestion].map((question) =>
  makeCard(byId(question.role, HTMLElement), question),
);
const identity = makeIdentityPanel(forgetAnswers);

function forgetAnswers(): void {
  for (const card of cards) card.forget();
}

let state: Readiness | null = null;

function drawState(): void {
  const pill = byId("state", HTMLElement);
  pill.dataset["state"] = state ?? "asking";
  pill.textContent = say(
    state === null
      ? { zh: "正在询问…", en: "Asking…" }
      : {
          ready: { zh: "服务就绪", en: "Ready" },
          starting: { zh: "正在启动…", en: "Starting…" },
          unreachable: { zh: "连接不到服务", en: "Not reachable" },
        }[state],
  );
}

async function watchState(): Promise<void> {
  state = await readiness();
  drawState();
  if (state !== "ready") setTimeout(() => void watchState(), RETRY_MILLISECONDS);
}

function drawLanguage(): void {
  document.title = say({ zh: "组织图谱 · 起步", en: "orggraph · start" });
  byId("language", HTMLButtonElement).textContent = currentLanguage() === "zh" ? "English" : "中文";
}

byId("language", HTMLButtonElement).addEventListener("click", () => {
  chooseLanguage(currentLanguage() === "zh" ? "en" : "zh");
  drawLanguage();
  drawState();
  identity.refresh();
  for (const card of cards) card.refresh();
});

// A second link with a token, opened in the same tab, changes only the fragment.
window.addEventListener("hashchange", () => {
  takeFragment();
  identity.refresh();
  forgetAnswers();
});

drawLanguage();
drawState();
void watchState();
