/** Areas × kinds of organizations: totals, what is covered, and the change of each area. */

import { useMemo, useState } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { step } from "@/shared/charts/scale";
import { count, share } from "@/shared/format";
import { useAddress } from "@/shared/frame";
import { usePlace } from "@/shared/place/usePlace";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Bar, Change, PartOf } from "@/shared/ui/Figures";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { hasBelow, levelBelow } from "./levels";
import { MatrixDocument, MatrixThenDocument, type MatrixQuery } from "./Matrix.generated";

const KINDS = ["committees", "generals", "branches", "groups"] as const;
type Kind = (typeof KINDS)[number];
const KIND_CODES = {
  committees: ["WORKING_COMMITTEE", "COMMITTEE"],
  generals: ["GENERAL_BRANCH"],
  branches: ["BRANCH"],
  groups: ["GROUP"],
} as const;

const LISTS_OF = {
  SUBDISTRICT: "subdistricts",
  COMMUNITY: "communities",
  GRID: "grids",
  MICRO_GRID: "microGrids",
  COMPOUND: "compounds",
  BUILDING: "buildings",
} as const;

interface Area {
  id: string;
  code: string;
  name: string;
  total: number;
  covered: number;
  uncovered: number;
  change: number | null;
  kinds: Readonly<Record<Kind, number>>;
}

export function Matrix() {
  const { t, locale } = useText();
  const { state, day, compareDay, within, change } = useAddress("coverage");
  const [narrowed, narrow] = useState<string | null>(null);
  const place = usePlace();
  const level = levelBelow(state.of, place.data?.data.place?.kind ?? null);
  const known = within === null || place.data?.data.place?.code === within;
  const variables = {
    day,
    within,
    of: state.of,
    by: state.by.length === 0 ? null : state.by,
    level,
  };
  const query = useAsk(MatrixDocument, variables, { enabled: known });
  const then = useAsk(
    MatrixThenDocument,
    { ...variables, day: compareDay ?? day },
    { enabled: known && compareDay !== null },
  );
  const frame = frameOf(state);
  const { of, by } = state;

  const columns = useMemo<readonly Column<Area>[]>(() => {
    const below = hasBelow(of, level);
    const inArea = (area: Area) => ({ ...frame, place: area.code });
    return [
      {
        id: "name",
        header: t(`kind.${level}`),
        width: 7,
        value: (area) => area.name,
        cell: (area) => (
          <Door
            href={
              below
                ? addressOf.coverage(inArea(area), { of, by })
                : addressOf.entity(frame, area.id)
            }
          >
            {area.name}
          </Door>
        ),
      },
      {
        id: "total",
        header: t("coverage.total"),
        numeric: true,
        width: 4,
        value: (area) => area.total,
        cell: (area) => (
          <Door href={addressOf.list(inArea(area), LISTS_OF[of])}>{count(area.total, locale)}</Door>
        ),
      },
      {
        id: "covered",
        header: t("coverage.covered"),
        numeric: true,
        width: 4.4,
        value: (area) => area.covered,
        cell: (area) => (
          <Door href={addressOf.coverage(inArea(area), { of, by, show: "covered" })}>
            {count(area.covered, locale)}
          </Door>
        ),
      },
      {
        id: "uncovered",
        header: t("coverage.uncovered"),
        numeric: true,
        width: 5.4,
        value: (area) => area.uncovered,
        cell: (area) => (
          <Door
            href={addressOf.coverage(inArea(area), { of, by })}
            className={area.uncovered > 0 ? "gap-link" : ""}
          >
            {count(area.uncovered, locale)}
          </Door>
        ),
      },
      {
        id: "ratio",
        header: t("coverage.ratio"),
        numeric: true,
        width: 8.4,
        value: (area) => (area.total === 0 ? null : Math.round((area.covered / area.total) * 1e4) / 100),
        cell: (area) => (
          <>
            <Bar part={area.covered} whole={area.total} />{" "}
            {share(area.covered, area.total, locale)}
          </>
        ),
      },
      {
        id: "change",
        header: t("coverage.change"),
        numeric: true,
        width: 4.2,
        value: (area) => area.change,
        cell: (area) => <Change value={area.change} />,
      },
      ...KINDS.map((kind): Column<Area> => ({
        id: kind,
        header: t(`coverage.kinds.${kind}`),
        numeric: true,
        width: kind === "committees" ? 5.4 : 4.4,
        value: (area) => area.kinds[kind],
        cell: (area) => (
          <Door
            className={`shade ${area.total === 0 ? "nodata" : `step-${step(area.kinds[kind] / area.total)}`}`}
            href={addressOf.coverage(inArea(area), { of, by: KIND_CODES[kind], show: "covered" })}
          >
            {count(area.kinds[kind], locale)}
          </Door>
        ),
      })),
    ];
  }, [t, locale, of, by, level, frame.place, frame.day, frame.with]);

  const before = compareDay === null ? undefined : then.data?.data;
  const answered = query.data?.data;
  const areas = useMemo(
    () => (answered === undefined ? [] : areasOf(answered, before)),
    [answered, before],
  );
  return (
    <Panel
      title={t("coverage.matrix", { kind: t(`kind.${state.of}`) })}
      note={
        query.data !== undefined && (
          <Door href={addressOf.coverage(frame, { of, by, show: "covered" })}>
            <PartOf part={query.data.data.chosen.covered} whole={query.data.data.chosen.total} />
          </Door>
        )
      }
      className="matrix"
    >
      <Answer query={query} rows={8}>
        {() => (
          <DataTable
            name={t("coverage.matrix", { kind: t(`kind.${state.of}`) })}
            columns={columns}
            rows={areas}
            rowKey={(area) => area.code}
            at="areas"
            order={readOrder(state.sort, columns, { id: "uncovered", desc: true })}
            onOrder={(order) => change({ sort: writeOrder(order) })}
            find={narrowed}
            onFind={narrow}
            tools={<ShowQuery document={MatrixDocument} variables={variables} />}
            nothing={t("coverage.noAreas", { kind: t(`kind.${state.of}`) })}
          />
        )}
      </Answer>
    </Panel>
  );
}

function areasOf(
  data: MatrixQuery,
  before: { chosen: { groups: readonly { covered: number; place: { code: string } }[] } } | undefined,
): Area[] {
  const then = new Map(before?.chosen.groups.map((group) => [group.place.code, group.covered]));
  const kinds = new Map(
    KINDS.map((kind) => [
      kind,
      new Map(data[kind].groups.map((group) => [group.place.code, group.covered])),
    ]),
  );
  const of = (kind: Kind, code: string) => kinds.get(kind)?.get(code) ?? 0;
  return data.chosen.groups.map(({ place, total, covered, uncovered }) => ({
    id: place.id,
    code: place.code,
    name: place.name,
    total,
    covered,
    uncovered,
    change: before === undefined ? null : covered - (then.get(place.code) ?? 0),
    kinds: {
      committees: of("committees", place.code),
      generals: of("generals", place.code),
      branches: of("branches", place.code),
      groups: of("groups", place.code),
    },
  }));
}
