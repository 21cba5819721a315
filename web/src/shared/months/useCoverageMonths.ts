/** Twelve months of coverage up to a day, one point a month. */

import type { ORGANIZATION_KINDS } from "../address";
import type { Point } from "../charts/Spark";
import { monthsBefore } from "../frame";
import { useAsk } from "../useAsk";
import { CoverageMonthsDocument, type CoverageMonthsQueryVariables } from "./Months.generated";

export const MONTHS = 12;

/** The same day of the last twelve months, oldest first, the day itself last. */
export function monthDays(day: string): string[] {
  return Array.from({ length: MONTHS }, (_, index) => monthsBefore(day, MONTHS - 1 - index));
}

export interface Counted {
  of: CoverageMonthsQueryVariables["of"];
  by: readonly (typeof ORGANIZATION_KINDS)[number][] | null;
}

export function monthsVariables(
  { of, by }: Counted,
  day: string,
  within: string | null,
): CoverageMonthsQueryVariables {
  const [d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12] = monthDays(day) as Twelve;
  return { of, by, within, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12 };
}

/** Null until it is answered. */
export function useCoverageMonths(
  counted: Counted,
  day: string,
  within: string | null,
  enabled: boolean,
): readonly Point[] | null {
  const days = monthDays(day);
  const asked = useAsk(CoverageMonthsDocument, monthsVariables(counted, day, within), {
    enabled,
    keep: false,
  });
  const data = asked.data?.data;
  if (data === undefined) return null;
  return [data.m1, data.m2, data.m3, data.m4, data.m5, data.m6]
    .flatMap((pair) => [pair.before, pair.after])
    .map(({ covered, total }, index) => ({ day: days[index] ?? "", part: covered, whole: total }));
}

type Repeated<T, N extends number, R extends T[] = []> = R["length"] extends N
  ? R
  : Repeated<T, N, [...R, T]>;
type Twelve = Repeated<string, typeof MONTHS>;
