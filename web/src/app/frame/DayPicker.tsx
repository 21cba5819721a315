/** A day of the calendar, typed or chosen. */

import { parseDate, type CalendarDate } from "@internationalized/date";
import {
  Button,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Popover,
} from "react-aria-components";

import { useText } from "@/shared/texts/text";
import { Month } from "./Month";

interface Props {
  label: string;
  day: string;
  onDay(day: string): void;
}

const EARLIEST = parseDate("1949-10-01");
const LATEST = parseDate("2099-12-31");

export function DayPicker({ label, day, onDay }: Props) {
  const { t } = useText();

  function take(value: CalendarDate | null): void {
    // While a year is being typed it runs through 0002, 0020 and 0202.
    if (value !== null && value.compare(EARLIEST) >= 0 && value.compare(LATEST) <= 0) {
      onDay(value.toString());
    }
  }

  return (
    <DatePicker
      className="day-picker"
      aria-label={label}
      value={parseDate(day)}
      minValue={EARLIEST}
      maxValue={LATEST}
      onChange={take}
      shouldForceLeadingZeros
    >
      <Group className="picker">
        <span className="picker-label">{label}</span>
        <DateInput className="date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
        <Button className="picker-button" aria-label={t("frame.day.open")}>
          <span aria-hidden="true">▾</span>
        </Button>
      </Group>
      <Popover className="popover">
        <Dialog className="calendar-dialog">
          <Month shown={parseDate(day)} />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
