/**
 * Every address of the page, typed: what a view's address says, and how it is written.
 *
 * Values are strings and stay strings: codes are made of digits. What is at its default is not
 * written; what cannot be read is taken as the default, so that an old link opens what it can.
 */

import { parseDate } from "@internationalized/date";

interface Param<T> {
  read(text: string | null): T;
  write(value: T): string | null;
}

function oneOf<const T extends string>(values: readonly T[], fallback: NoInfer<T>): Param<T> {
  return {
    read: (text) => values.find((value) => value === text) ?? fallback,
    write: (value) => (value === fallback ? null : value),
  };
}

function manyOf<const T extends string>(
  values: readonly T[],
  fallback: readonly NoInfer<T>[] = [],
): Param<readonly T[]> {
  const same = (a: readonly T[], b: readonly T[]) => a.join() === b.join();
  return {
    read: (text) => {
      if (text === null) return fallback;
      const given = text.split(",");
      return values.filter((value) => given.includes(value));
    },
    write: (chosen) => {
      const ordered = values.filter((value) => chosen.includes(value));
      return same(ordered, fallback) ? null : ordered.join();
    },
  };
}

function matching(pattern: RegExp): Param<string | null> {
  return {
    read: (text) => (text !== null && pattern.test(text) ? text : null),
    write: (value) => value,
  };
}

const dayParam: Param<string | null> = {
  read: (text) => (text !== null && isDay(text) ? text : null),
  write: (value) => value,
};

const compareParam: Param<string> = {
  read: (text) => (text !== null && (text === "off" || isDay(text)) ? text : "month"),
  write: (value) => (value === "month" ? null : value),
};

/** Codes of chosen places, so many that an address still fits into a chat message. */
export const CHOSEN_AT_MOST = 60;
const CODE = /^[\p{L}\p{N}_.:-]{1,80}$/u;
const codes: Param<readonly string[]> = {
  read: (text) => {
    const given = (text ?? "").split(",").filter((value) => CODE.test(value));
    return [...new Set(given)].slice(0, CHOSEN_AT_MOST);
  },
  write: (chosen) => (chosen.length === 0 ? null : chosen.join()),
};

const code = matching(CODE);
/** A node's id: `Type:key`. */
const id = matching(/^[A-Za-z]{1,40}:[\p{L}\p{N}_.:/|~-]{1,200}$/u);
/** `column` or `column.desc`. */
const sort = matching(/^[A-Za-z]{1,24}(\.desc)?$/);
/** What a table of places or organizations is narrowed to; never offered for people. */
const find = matching(/^.{1,60}$/u);

export const COVERED_KINDS = [
  "SUBDISTRICT",
  "COMMUNITY",
  "GRID",
  "MICRO_GRID",
  "COMPOUND",
  "BUILDING",
] as const;
export const ORGANIZATION_KINDS = [
  "WORKING_COMMITTEE",
  "COMMITTEE",
  "GENERAL_BRANCH",
  "BRANCH",
  "GROUP",
] as const;
export const SEVERITIES = ["ERROR", "WARN", "INFO"] as const;
export const STATUSES = [
  "MUTUAL",
  "ONLY_COMMUNITY_TO_COMPANY",
  "ONLY_COMPANY_TO_COMMUNITY",
  "NONE",
] as const;
export const LISTS = [
  "subdistricts",
  "communities",
  "grids",
  "microGrids",
  "compounds",
  "buildings",
  "buildingUnits",
  "organizations",
  "companies",
  "liaisonUnits",
  "members",
  "posts",
  "facilities",
] as const;
/** Which part of a view's table is shown: columns held to a value each, page size, page. */
const PART = {
  facets: matching(/^[A-Za-z]{1,24}:[^;]{1,60}(;[A-Za-z]{1,24}:[^;]{1,60}){0,5}$/u),
  size: oneOf(["all", "20", "50", "100", "200"], "all"),
  page: matching(/^[1-9]\d{0,5}$/),
};
const YES_NO = ["any", "yes", "no"] as const;

const FRAME = { place: code, day: dayParam, with: compareParam };

const VIEWS = {
  overview: {},
  coverage: {
    of: oneOf(COVERED_KINDS, "BUILDING"),
    by: manyOf(ORGANIZATION_KINDS),
    show: oneOf(["gaps", "covered", "gained", "lost"], "gaps"),
    sort,
    gapSort: sort,
    find,
    ...PART,
    selected: id,
    plan: codes,
    planned: oneOf(["own", ...ORGANIZATION_KINDS], "own"),
    planSort: sort,
    foundSort: sort,
  },
  elevation: { selected: code },
  audit: {
    rule: matching(/^[a-z0-9_-]{1,60}$/i),
    severity: manyOf(SEVERITIES),
    since: oneOf(["all", "appeared", "gone", "standing"], "all"),
    grouped: oneOf(["place", "list"], "place"),
    sort,
    terms: oneOf(["no", "overdue", "coming"], "no"),
    find,
    ...PART,
    selected: matching(/^.{1,300}$/u),
  },
  cross: {
    status: manyOf(STATUSES),
    sort,
    find,
    ...PART,
    selected: matching(/^[^\s]{1,120}$/u),
  },
  /** A change tried out: which one, on what, and the finding that it is to settle. */
  change: {
    kind: matching(/^[a-zA-Z]{1,40}$/),
    of: id,
    rule: matching(/^[a-z0-9_-]{1,60}$/i),
    finding: matching(/^[^\s]{1,300}$/u),
    sort,
  },
  data: {
    sort,
    /** The log from this day on, and of loads alone. */
    since: dayParam,
    loads: oneOf(["all", "only"], "all"),
    ...PART,
    /** The file that was handed in, by the id that the service gave it. */
    import: matching(/^[0-9a-f]{8,64}$/),
    problemSort: sort,
    differenceSort: sort,
    tableSort: sort,
    leftSort: sort,
  },
  explorer: {},
  list: {
    kinds: manyOf(ORGANIZATION_KINDS),
    covered: oneOf(YES_NO, "any"),
    by: manyOf(ORGANIZATION_KINDS),
    led: oneOf(YES_NO, "any"),
    role: matching(/^[A-Z_]{1,40}$/),
    since: dayParam,
    until: dayParam,
    sort,
    find,
    ...PART,
  },
  entity: { tab: matching(/^[a-zA-Z]{1,40}$/), sort, historySort: sort, ...PART },
} as const;

export type View = keyof typeof VIEWS;
type ValueOf<P> = P extends Param<infer T> ? T : never;
type Values<S> = { [K in keyof S]: ValueOf<S[K]> };
export type Frame = Values<typeof FRAME>;
export type State<V extends View> = Frame & Values<(typeof VIEWS)[V]>;
export type ListName = (typeof LISTS)[number];

/** What an address of `view` says. */
export function readAddress<V extends View>(view: V, search: string): State<V> {
  const given = new URLSearchParams(search);
  const specs: Record<string, Param<unknown>> = { ...FRAME, ...VIEWS[view] };
  const state: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(specs)) state[name] = param.read(given.get(name));
  return state as State<V>;
}

/** The search part of an address of `view`, with its question mark; "" when all is default. */
export function writeSearch<V extends View>(view: V, state: Partial<State<V>>): string {
  const specs: Record<string, Param<unknown>> = { ...FRAME, ...VIEWS[view] };
  const written = new URLSearchParams();
  const values: Readonly<Record<string, unknown>> = { ...state };
  for (const [name, param] of Object.entries(specs)) {
    const value = values[name];
    const text = value === undefined ? null : param.write(value);
    if (text !== null) written.set(name, text);
  }
  return asSearch(written);
}

function asSearch(written: URLSearchParams): string {
  const text = written.toString();
  return text === "" ? "" : `?${text}`;
}

/** What an address says of a view's further table, under `NAME.size` and the like. */
export function readPart(search: string, table: string): Values<typeof PART> {
  const given = new URLSearchParams(search);
  const at = (name: string) => given.get(`${table}.${name}`);
  return {
    facets: PART.facets.read(at("facets")),
    size: PART.size.read(at("size")),
    page: PART.page.read(at("page")),
  };
}

/** The address with parts of a view's further table changed. */
export function withPart(
  search: string,
  table: string,
  parts: Partial<Values<typeof PART>>,
): string {
  const next = { ...readPart(search, table), ...parts };
  const written = new URLSearchParams(search);
  const texts = {
    facets: PART.facets.write(next.facets),
    size: PART.size.write(next.size),
    page: PART.page.write(next.page),
  };
  for (const [name, text] of Object.entries(texts)) {
    if (text === null) written.delete(`${table}.${name}`);
    else written.set(`${table}.${name}`, text);
  }
  return asSearch(written);
}

const FURTHER = /^[a-z]{1,16}\.(facets|size|page)$/;

/** `search` with what `before` says of further tables, which is no parameter of the view's own. */
export function withFurther(search: string, before: string): string {
  const written = new URLSearchParams(search);
  for (const [name, value] of new URLSearchParams(before)) {
    if (FURTHER.test(name)) written.set(name, value);
  }
  return asSearch(written);
}

/** An address of any view with another frame: what else it says stays, but for the page turned to. */
export function withFrame(search: string, parts: Partial<Frame>): string {
  const frame = writeSearch("overview", { ...readAddress("overview", search), ...parts });
  const written = new URLSearchParams(frame);
  for (const [name, value] of new URLSearchParams(search)) {
    if (!Object.hasOwn(FRAME, name) && !/\bpage$/.test(name)) written.append(name, value);
  }
  return asSearch(written);
}

/** The frame alone, which every door hands on. */
export function frameOf(state: Frame): Frame {
  return { place: state.place, day: state.day, with: state.with };
}

export const addressOf = {
  overview: (frame: Frame) => `/${writeSearch("overview", frame)}`,
  coverage: (frame: Frame, more: Partial<State<"coverage">> = {}) =>
    `/coverage${writeSearch("coverage", { ...frame, ...more })}`,
  elevation: (frame: Frame, place: string, more: Partial<State<"elevation">> = {}) =>
    `/elevation/${encodeURIComponent(place)}${writeSearch("elevation", { ...frame, ...more })}`,
  audit: (frame: Frame, more: Partial<State<"audit">> = {}) =>
    `/audit${writeSearch("audit", { ...frame, ...more })}`,
  cross: (frame: Frame, more: Partial<State<"cross">> = {}) =>
    `/cross-appointments${writeSearch("cross", { ...frame, ...more })}`,
  change: (frame: Frame, more: Partial<State<"change">> = {}) =>
    `/change${writeSearch("change", { ...frame, ...more })}`,
  data: (frame: Frame, more: Partial<State<"data">> = {}) =>
    `/data${writeSearch("data", { ...frame, ...more })}`,
  explorer: (frame: Frame) => `/explorer${writeSearch("explorer", frame)}`,
  list: (frame: Frame, list: ListName, more: Partial<State<"list">> = {}) =>
    `/explorer/list/${list}${writeSearch("list", { ...frame, ...more })}`,
  entity: (frame: Frame, node: string, more: Partial<State<"entity">> = {}) =>
    `/explorer/${encodeURIComponent(node)}${writeSearch("entity", { ...frame, ...more })}`,
  /** GraphiQL with a question in a tab of its own; in the fragment, which is never sent. */
  graphiql: (query: string, variables: object) => {
    const fragment = new URLSearchParams({ query, variables: JSON.stringify(variables, null, 2) });
    return `/graphiql#${fragment.toString().replaceAll("+", "%20")}`;
  },
};

/** Whether a text is a day of the calendar, as `2026-11-01`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    parseDate(text);
    return true;
  } catch {
    return false;
  }
}
