/** The last twelve months of the four figures, asked after the first ones. */

import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";

import type { Numbered, Point } from "@/shared/charts/Spark";
import { monthDays, useCoverageMonths } from "@/shared/months/useCoverageMonths";
import { answerTo, askedOnce, useToken } from "@/shared/useAsk";
import { ErrorCountDocument } from "./Errors.generated";
import { UnitsLedDocument } from "./UnitsLed.generated";

interface Months {
  compounds: readonly Point[] | null;
  buildings: readonly Point[] | null;
  units: readonly Point[] | null;
  errors: readonly Numbered[] | null;
}

/**
 * `enabled`: whether the first figures stand. `audited`: whether the errors are wanted, which cost
 * twelve audits.
 */
export function useMonths(
  day: string,
  within: string | null,
  enabled: boolean,
  audited: boolean,
): Months {
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
  const errors = useErrorMonths(days, within, enabled && audited);
  return { compounds, buildings, units, errors };
}

/** The number of errors on each day; one after the other, as each is an audit of everything. */
function useErrorMonths(
  days: readonly string[],
  within: string | null,
  enabled: boolean,
): readonly Numbered[] | null {
  const client = useQueryClient();
  const token = useToken();
  const query = useQuery({
    queryKey: ["errors by month", { days, within }, token],
    queryFn: async ({ signal }) => {
      const found: Numbered[] = [];
      for (const day of days) {
        signal.throwIfAborted();
        const { data } = await askedOnce(client, ErrorCountDocument, { day, within }, token);
        found.push({ day, value: data.audit.totalCount });
      }
      return found;
    },
    enabled,
    retry: false,
  });
  return query.data ?? null;
}
