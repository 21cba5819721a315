/** The words of the schema's enums and of the roles, out of the catalogue. */

import type { Key, Say } from "./texts/text";
import { zh } from "./texts/zh";

/** The word of an enum's value; the value itself where the catalogue has none. */
export function word(t: Say, group: string, value: string | null | undefined): string {
  if (value === null || value === undefined) return "—";
  const key = `${group}.${value}`;
  return isKey(key) ? t(key) : value;
}

export function roleName(t: Say, role: string): string {
  return word(t, "role", role);
}

function isKey(key: string): key is Key {
  return Object.hasOwn(KEYS, key);
}

const KEYS: Readonly<Record<string, string>> = zh;
