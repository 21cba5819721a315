/** Since when a finding stands: asked of earlier and earlier days, then halved. */

import { parseDate } from "@internationalized/date";
import { useQuery } from "@tanstack/react-query";

import { monthsBefore } from "@/shared/frame";
import { answerTo, useToken } from "@/shared/useAsk";
import { StoodOnDocument } from "./Since.generated";

/** How many months before the day it is asked whether it stood then. */
const MONTHS_BACK = [1, 3, 6, 12, 24, 48] as const;

export interface Since {
  /** The first day on which it stood, or one on which it did. */
  day: string;
  /** Whether it did not stand the day before; else it is older than that. */
  exactly: boolean;
}

/** Null until it is known, and where it does not stand on the day. */
export function useSince(finding: string, day: string): Since | null {
  const token = useToken();
  const query = useQuery({
    queryKey: ["since", { finding, day }, token],
    queryFn: async ({ signal }) => {
      const stood = async (on: string) => {
        const asked = { day: on, id: finding };
        return (await answerTo(StoodOnDocument, asked, token, signal)).data.node !== null;
      };
      return (await stood(day)) ? await sinceOf(day, stood) : null;
    },
    retry: false,
  });
  return query.data ?? null;
}

async function sinceOf(day: string, stood: (on: string) => Promise<boolean>): Promise<Since> {
  let known = day;
  for (const months of MONTHS_BACK) {
    const earlier = monthsBefore(day, months);
    if (!(await stood(earlier))) return { day: await firstAfter(earlier, known, stood), exactly: true };
    known = earlier;
  }
  return { day: known, exactly: false };
}

/** A day between on which it stood and did not the day before. */
async function firstAfter(
  without: string,
  within: string,
  stood: (on: string) => Promise<boolean>,
): Promise<string> {
  let [before, after] = [parseDate(without), parseDate(within)];
  for (;;) {
    const days = after.toDate("UTC").getTime() - before.toDate("UTC").getTime();
    const half = Math.floor(days / 86_400_000 / 2);
    if (half === 0) return after.toString();
    const middle = before.add({ days: half });
    if (await stood(middle.toString())) after = middle;
    else before = middle;
  }
}
