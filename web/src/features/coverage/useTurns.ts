/** What was gained and lost in each of the last eleven months, and by what. */

import type { Counted } from "@/shared/months/useCoverageMonths";
import { monthDays, monthsVariables } from "@/shared/months/useCoverageMonths";
import { useAsk } from "@/shared/useAsk";
import { CoverageEventsDocument, type TurnsFragment } from "./Events.generated";

export interface Turn {
  /** The days between which it was. */
  from: string;
  to: string;
  gained: number;
  lost: number;
  events: TurnsFragment["events"];
}

/** The turns that are not empty; none until they are answered. */
export function useTurns(
  counted: Counted,
  day: string,
  within: string | null,
  enabled: boolean,
): readonly Turn[] {
  const days = monthDays(day);
  const variables = monthsVariables(counted, day, within);
  const data = useAsk(CoverageEventsDocument, variables, { enabled, keep: false }).data?.data;
  if (data === undefined) return [];
  const { e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11 } = data;
  return [e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11]
    .map(({ gained, lost, events }, index) => ({
      from: days[index] ?? day,
      to: days[index + 1] ?? day,
      gained: gained.totalCount,
      lost: lost.totalCount,
      events,
    }))
    .filter(({ gained, lost }) => gained + lost > 0);
}
