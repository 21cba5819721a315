/** Terms of organizations against the day: overdue ones at its left, those that end next right. */

import { scaleLinear } from "d3-scale";
import { useMemo } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { monthsBefore, useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { word } from "@/shared/words";
import { TermsDocument, type TermsQuery } from "./Terms.generated";

type Row = TermsQuery["partyOrganizations"]["nodes"][number];

const AHEAD_MONTHS = 12;
const DRAWN_AT_MOST = 40;
const WIDTH = 1000;
const LINE = 20;
const NAMES = 260;

export function Terms({ overdue }: { overdue: boolean }) {
  const { t } = useText();
  const { state, day, within, change } = useAddress("audit");
  const until = monthsBefore(day, -AHEAD_MONTHS);
  const where = {
    termEndsOn: overdue ? { lt: day } : { gte: day, lt: until },
    ...(within === null ? {} : { within }),
  };
  const query = useAsk(TermsDocument, { day, where });
  const frame = frameOf(state);
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      {
        id: "name",
        header: t("column.organization"),
        width: 18,
        value: (row) => row.name,
        cell: (row) => <Door href={addressOf.entity(frame, row.id)}>{row.name}</Door>,
      },
      {
        id: "kind",
        header: t("column.kind"),
        width: 6,
        value: (row) => word(t, "organization", row.kind),
      },
      { id: "started", header: t("column.termStarted"), width: 7, value: (row) => row.termStartedOn },
      { id: "years", header: t("column.termYears"), numeric: true, width: 5, value: (row) => row.termYears },
      { id: "ends", header: t("column.termEnds"), width: 7, value: (row) => row.termEndsOn },
      { id: "parent", header: t("column.parent"), width: 16, value: (row) => row.parent?.name ?? null },
    ],
    [t, frame.place, frame.day, frame.with],
  );
  return (
    <Panel title={t(overdue ? "audit.terms.overdue" : "audit.terms.coming")}>
      <Answer query={query} rows={10}>
        {({ partyOrganizations }) => (
          <>
            <Timeline rows={partyOrganizations.nodes} day={day} />
            <DataTable
              name={t(overdue ? "audit.terms.overdue" : "audit.terms.coming")}
              columns={columns}
              rows={partyOrganizations.nodes}
              rowKey={(row) => row.id}
              order={readOrder(state.sort, columns, { id: "ends", desc: false })}
              part={state}
              onPart={change}
              onOrder={(order) => change({ sort: writeOrder(order) })}
              find={state.find}
              onFind={(find) => change({ find })}
              tools={<ShowQuery document={TermsDocument} variables={{ day, where }} />}
              nothing={t("audit.terms.none")}
            />
          </>
        )}
      </Answer>
    </Panel>
  );
}

function Timeline({ rows, day }: { rows: readonly Row[]; day: string }) {
  const { t } = useText();
  const drawn = [...rows]
    .filter((row) => row.termEndsOn !== null)
    .sort((a, b) => (a.termEndsOn ?? "").localeCompare(b.termEndsOn ?? ""))
    .slice(0, DRAWN_AT_MOST);
  if (drawn.length === 0) return null;
  const at = (date: string) => Date.parse(date) / 86_400_000;
  const now = at(day);
  const starts = drawn.map((row) => at(row.termStartedOn ?? row.termEndsOn ?? day));
  const ends = drawn.map((row) => at(row.termEndsOn ?? day));
  const x = scaleLinear()
    .domain([Math.min(...starts), Math.max(now, ...ends) + 30])
    .range([NAMES, WIDTH - 10]);
  const height = drawn.length * LINE + 24;
  const years = yearsWithin(x.domain());
  return (
    <>
    {drawn.length < rows.length && (
      <p className="note">{t("audit.timeline.first", { shown: drawn.length, count: rows.length })}</p>
    )}
    <div className="timeline-frame" tabIndex={0} role="group" aria-label={t("audit.timeline")}>
    <svg className="timeline" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t("audit.timeline")}>
      {years.map((year) => (
        <g key={year} className="year">
          <line x1={x(at(`${year}-01-01`))} x2={x(at(`${year}-01-01`))} y1="0" y2={height - 18} />
          {Math.abs(x(at(`${year}-01-01`)) - x(now)) > 50 && (
            <text x={x(at(`${year}-01-01`))} y={height - 4} textAnchor="middle">
              {year}
            </text>
          )}
        </g>
      ))}
      {drawn.map((row, index) => {
        const from = x(starts[index] ?? now);
        const to = x(ends[index] ?? now);
        const late = (ends[index] ?? now) < now;
        const y = index * LINE + 4;
        return (
          <g key={row.id}>
            <title>{`${row.name} ${row.termStartedOn ?? "?"} – ${row.termEndsOn ?? "?"}`}</title>
            <text x={NAMES - 8} y={y + 12} textAnchor="end">
              {row.name.length > 20 ? `${row.name.slice(0, 19)}…` : row.name}
            </text>
            <rect className="term" x={from} y={y} width={Math.max(1, to - from)} height={LINE - 6} />
            {late && <rect className="late" x={to} y={y} width={x(now) - to} height={LINE - 6} />}
          </g>
        );
      })}
      <line className="now" x1={x(now)} x2={x(now)} y1="0" y2={height - 18} />
      <text x={x(now)} y={height - 4} textAnchor={x(now) > WIDTH - 60 ? "end" : "middle"}>
        {day}
      </text>
    </svg>
    </div>
    </>
  );
}

/** The years that begin within days since the epoch. */
function yearsWithin([first = 0, last = 0]: readonly number[]): number[] {
  const yearOf = (at: number) => new Date(at * 86_400_000).getUTCFullYear();
  const from = yearOf(first) + 1;
  return Array.from({ length: Math.max(0, yearOf(last) - from + 1) }, (_, index) => from + index);
}
