/** The outcome of a question, drawn: a headline with tables, or what went wrong and what to do. */

import { element } from "../lib/dom";
import { say } from "../lib/language";
import { explain, type Outcome } from "../lib/service";
import type { Question, Table } from "./question";

export function drawOutcome(question: Question, outcome: Outcome): Node[] {
  if (outcome.kind !== "answer") return [drawTrouble(question, outcome)];
  const view = question.view(outcome.data);
  const took = Math.max(1, Math.round(outcome.milliseconds));
  const parts: Node[] = [
    element(
      "p",
      { class: "headline" },
      view.headline,
      element("span", { class: "took" }, say({ zh: `${took} 毫秒`, en: `${took} ms` })),
    ),
  ];
  if (outcome.errors.length > 0) parts.push(drawErrors(outcome.errors));
  return [...parts, ...view.tables.map(drawTable)];
}

function drawTrouble(question: Question, outcome: Exclude<Outcome, { kind: "answer" }>): Node {
  const trouble = element("div", { class: "trouble", role: "alert" });
  trouble.append(element("p", {}, say(explain(outcome))));
  if (outcome.kind === "unauthorized" || outcome.kind === "forbidden") {
    trouble.append(
      element("pre", {}, element("code", {}, `uv run server.py token --role ${question.role}`)),
    );
  }
  if ("errors" in outcome) trouble.append(drawErrors(outcome.errors));
  return trouble;
}

function drawErrors(errors: readonly string[]): Node {
  return element("ul", { class: "errors" }, ...errors.map((error) => element("li", {}, error)));
}

function drawTable(table: Table): Node {
  const head = element(
    "tr",
    {},
    ...table.columns.map((column) => element("th", { scope: "col" }, column)),
  );
  const rows = table.rows.map((row) =>
    element(
      "tr",
      {},
      ...row.map((cell, index) =>
        element(
          "td",
          {
            // Narrow screens lay a row out as a list, each cell under its column's name.
            "data-column": table.columns[index] ?? "",
            ...(typeof cell === "number" ? { class: "number" } : {}),
          },
          cell === null ? "—" : String(cell),
        ),
      ),
    ),
  );
  return element(
    "div",
    { class: "scroll" },
    element(
      "table",
      {},
      element("caption", {}, table.caption),
      element("thead", {}, head),
      element("tbody", {}, ...rows),
    ),
  );
}
