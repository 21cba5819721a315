/** The last twelve months of the three shares, one point a month, asked after the first figures. */

import { useQueries } from "@tanstack/react-query";

import type { Point } from "@/shared/charts/Spark";
import { monthsBefore } from "@/shared/frame";
import { answerTo, useAsk, useToken } from "@/shared/useAsk";
import { MonthsDocument, type MonthsQuery } from "./Months.generated";
import { UnitsLedDocument } from "./UnitsLed.generated";

interface Months {
  compounds: readonly Point[] | null;
  buildings: readonly Point[] | null;
  units: readonly Point[] | null;
}

type Ends = MonthsQuery["c1"];

export function useMonths(day: string, within: string | null, enabled: boolean): Months {
  const token = useToken();
  const days = Array.from({ length: 12 }, (_, index) => monthsBefore(day, 11 - index));
  const [d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12] = days as Twelve;
  const asked = useAsk(
    MonthsDocument,
    { within, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12 },
    { enabled, keep: false },
  );
  const units = useQueries({
    queries: days.map((on) => ({
      queryKey: [UnitsLedDocument.name, { day: on, within }, token],
      queryFn: () => answerTo(UnitsLedDocument, { day: on, within }, token),
      // One after the other behind the rest: the line is the last to be missed.
      enabled: enabled && asked.data !== undefined,
    })),
    combine: (results) =>
      results.every((result) => result.data !== undefined)
        ? results.map((result, index) => ({
            day: days[index] ?? "",
            part: result.data?.data.led.totalCount ?? 0,
            whole: result.data?.data.units.totalCount ?? 0,
          }))
        : null,
  });
  const data = asked.data?.data;
  if (data === undefined) return { compounds: null, buildings: null, units };
  return {
    compounds: pointsOf(days, [data.c1, data.c2, data.c3, data.c4, data.c5, data.c6]),
    buildings: pointsOf(days, [data.b1, data.b2, data.b3, data.b4, data.b5, data.b6]),
    units,
  };
}

type Twelve = [
  string, string, string, string, string, string,
  string, string, string, string, string, string,
];

function pointsOf(days: readonly string[], pairs: readonly Ends[]): Point[] {
  return pairs
    .flatMap((pair) => [pair.before, pair.after])
    .map(({ covered, total }, index) => ({ day: days[index] ?? "", part: covered, whole: total }));
}
