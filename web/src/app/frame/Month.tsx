/** A month to choose a day from, in which the days are marked on which much changed. */

import { endOfMonth, startOfMonth, type CalendarDate } from "@internationalized/date";
import { useMemo, useState } from "react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from "react-aria-components";

import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { useAsk } from "@/shared/useAsk";
import { MarksDocument } from "./Marks.generated";

export function Month({ shown }: { shown: CalendarDate }) {
  const { t } = useText();
  const { within } = useAddress("overview");
  const [month, setMonth] = useState(() => startOfMonth(shown));
  const query = useAsk(MarksDocument, {
    within,
    from: month.subtract({ days: 1 }).toString(),
    to: endOfMonth(month).toString(),
  });
  const events = query.data?.data.coverageChange.events;
  const changes = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { on } of events ?? []) {
      if (on !== null) counts.set(on, (counts.get(on) ?? 0) + 1);
    }
    return counts;
  }, [events]);
  return (
    <Calendar className="calendar" onFocusChange={(date) => setMonth(startOfMonth(date))}>
      <header>
        <Button slot="previous" className="tool">
          ‹
        </Button>
        <Heading />
        <Button slot="next" className="tool">
          ›
        </Button>
      </header>
      <CalendarGrid>
        <CalendarGridHeader>
          {(name) => <CalendarHeaderCell>{name}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell date={date} className="calendar-cell">
              {({ formattedDate }) => (
                <>
                  {formattedDate}
                  <Mark count={changes.get(date.toString()) ?? 0} />
                </>
              )}
            </CalendarCell>
          )}
        </CalendarGridBody>
      </CalendarGrid>
      <p className="note">{t("frame.day.marks")}</p>
    </Calendar>
  );
}

function Mark({ count }: { count: number }) {
  const { t } = useText();
  if (count === 0) return null;
  return (
    <span className="calendar-mark" title={t("frame.day.changes", { count })}>
      <span className="hidden">{t("frame.day.changes", { count })}</span>
    </span>
  );
}
