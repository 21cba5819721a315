/** How high the rows of tables are; a person's choice, which this browser remembers. */

import { useSyncExternalStore } from "react";

const KEY = "orggraph.density";
/** Pixels of a row; the style sheet of tables has the same. */
const HEIGHTS = { dense: 34, wide: 40 } as const;

export type Density = keyof typeof HEIGHTS;

const listeners = new Set<() => void>();

function currentDensity(): Density {
  return localStorage.getItem(KEY) === "wide" ? "wide" : "dense";
}

export function applyDensity(): void {
  document.documentElement.dataset["density"] = currentDensity();
}

export function chooseDensity(density: Density): void {
  localStorage.setItem(KEY, density);
  applyDensity();
  for (const listener of listeners) listener();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDensity(): Density {
  return useSyncExternalStore(watch, currentDensity);
}

/** The height of a row, in pixels. */
export function useRowHeight(): number {
  return HEIGHTS[useDensity()];
}
