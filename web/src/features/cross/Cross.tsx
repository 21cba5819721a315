/** Communities and property companies that appoint across: a picture, a table, one pair at the side. */

import "./cross.css";

import { useMemo } from "react";

import { addressOf, frameOf, STATUSES } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { ChooseMany } from "@/shared/ui/Choice";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { CrossDocument } from "./Cross.generated";
import { PairPanel } from "./PairPanel";
import { keyOf, type Pair } from "./pair";
import { TwoSides } from "./TwoSides";

export default function Cross() {
  const { t } = useText();
  const { state, day, within, change } = useAddress("cross");
  const query = useAsk(CrossDocument, { day, within });
  const frame = frameOf(state);
  const columns = useMemo<readonly Column<Pair>[]>(
    () => [
      {
        id: "community",
        header: t("kind.COMMUNITY"),
        width: 7,
        value: ({ community }) => community.name,
        cell: ({ community }) => (
          <Door href={addressOf.entity(frame, community.id)}>{community.name}</Door>
        ),
      },
      {
        id: "company",
        header: t("type.PropertyCompany"),
        width: 12.5,
        value: ({ company }) => company.name,
        cell: ({ company }) => (
          <Door href={addressOf.entity(frame, company.id)}>{company.name}</Door>
        ),
      },
      {
        id: "status",
        header: t("column.status"),
        width: 9,
        value: ({ status }) => t(`cross.${status}`),
        cell: ({ status }) => (
          <span className={status === "MUTUAL" ? "" : "gap-mark"}>
            <span aria-hidden="true">{SIGNS[status]} </span>
            {t(`cross.${status}`)}
          </span>
        ),
      },
      {
        id: "posts",
        header: t("column.posts"),
        numeric: true,
        width: 5,
        value: ({ appointments }) => appointments.length,
      },
      {
        id: "subdistrict",
        header: t("kind.SUBDISTRICT"),
        width: 6.5,
        value: ({ community }) => community.subdistrict?.name ?? null,
      },
    ],
    [t, frame.place, frame.day, frame.with],
  );
  return (
    <>
      <h1 className="hidden">{t("view.cross")}</h1>
      <Answer query={query} rows={14}>
        {({ crossAppointments }) => {
          const pairs = crossAppointments.nodes;
          const shown = pairs.filter(
            ({ status }) => state.status.length === 0 || state.status.includes(status),
          );
          const selected = shown.find((pair) => keyOf(pair) === state.selected);
          const select = (pair: Pair) =>
            change({ selected: keyOf(pair) === state.selected ? null : keyOf(pair) });
          return (
            <>
              <ChooseMany
                label={t("column.status")}
                values={state.status}
                options={STATUSES.map((value) => ({
                  value,
                  label: t(`cross.${value}`),
                  count: String(pairs.filter(({ status }) => status === value).length),
                }))}
                onChange={(status) => change({ status, selected: null, page: null }, true)}
              />
              <div className={selected === undefined ? "columns-2" : "wide-and-side"}>
                <div className="columns">
                  <Panel title={t("cross.picture")} note={t("cross.picture.note")}>
                    <TwoSides pairs={shown} selected={state.selected} onSelect={select} />
                  </Panel>
                  <Panel title={t("cross.pairs")}>
                    <DataTable
                      name={t("cross.pairs")}
                      columns={columns}
                      rows={shown}
                      rowKey={keyOf}
                      order={readOrder(state.sort, columns)}
                      part={state}
                      onPart={change}
                      onOrder={(order) => change({ sort: writeOrder(order) })}
                      find={state.find}
                      onFind={(find) => change({ find })}
                      about={[
                        [
                          t("column.status"),
                          state.status.map((status) => t(`cross.${status}`)).join("、") ||
                            t("state.all"),
                        ],
                      ]}
                      selected={state.selected}
                      onSelect={select}
                      tools={<ShowQuery document={CrossDocument} variables={{ day, within }} />}
                      nothing={t("cross.none")}
                    />
                  </Panel>
                </div>
                {selected !== undefined && <PairPanel pair={selected} />}
              </div>
            </>
          );
        }}
      </Answer>
    </>
  );
}

const SIGNS: Readonly<Record<Pair["status"], string>> = {
  MUTUAL: "⇄",
  ONLY_COMMUNITY_TO_COMPANY: "→",
  ONLY_COMPANY_TO_COMMUNITY: "←",
  NONE: "◇",
};
