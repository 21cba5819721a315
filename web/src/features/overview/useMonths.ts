/** The last twelve months of the three shares, asked after the first figures. */

import { useQueries } from "@tanstack/react-query";

import type { Point } from "@/shared/charts/Spark";
import { monthDays, useCoverageMonths } from "@/shared/months/useCoverageMonths";
import { answerTo, useToken } from "@/shared/useAsk";
import { UnitsLedDocument } from "./UnitsLed.generated";

interface Months {
  compounds: readonly Point[] | null;
  buildings: readonly Point[] | null;
  units: readonly Point[] | null;
}

export function useMonths(day: string, within: string | null, enabled: boolean): Months {
  const token = useToken();
  const days = monthDays(day);
  const compounds = useCoverageMonths({ of: "COMPOUND", by: null }, day, within, enabled);
  const buildings = useCoverageMonths({ of: "BUILDING", by: ["GROUP"] }, day, within, enabled);
  const units = useQueries({
    queries: days.map((on) => ({
      queryKey: [UnitsLedDocument.name, { day: on, within }, token],
      queryFn: () => answerTo(UnitsLedDocument, { day: on, within }, token),
      // Behind the rest: the line is the last to be missed.
      enabled: enabled && buildings !== null,
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
  return { compounds, buildings, units };
}
