/** A first question: its GraphQL, and how to read the answer as tables. */

import type { Text } from "../lib/language";

export type Cell = string | number | null;

export interface Table {
  caption: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

export interface View {
  headline: string;
  tables: readonly Table[];
}

export interface Question {
  role: "analyst" | "frontend" | "admin";
  query: string;
  /** `input` is what the person typed into the question's field, trimmed; "" without one. */
  variables(input: string): Record<string, unknown>;
  input: { label: Text; placeholder: Text } | null;
  view(data: unknown): View;
}
