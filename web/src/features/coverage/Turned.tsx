/** Places that gained or lost their coverage between two days, and by which event. */

import { useMemo } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { word } from "@/shared/words";
import type { PlaceRowFragment } from "./Gaps.generated";
import { placeColumns } from "./placeColumns";
import { TurnedDocument, type TurnedQuery } from "./Turned.generated";

type Event = TurnedQuery["coverageChange"]["events"][number];

interface Row {
  place: PlaceRowFragment;
  event: Event | null;
}

export function Turned({ from, gained }: { from: string; gained: boolean }) {
  const { t } = useText();
  const { state, day, within, change } = useAddress("coverage");
  const by = state.by.length === 0 ? null : state.by;
  const variables = { from, to: day, within, of: state.of, by };
  const query = useAsk(TurnedDocument, variables);
  const frame = frameOf(state);
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      ...placeColumns<Row>(t, frame, (row) => row.place),
      { id: "on", header: t("column.on"), width: 7, value: (row) => row.event?.on ?? null },
      {
        id: "event",
        header: t("column.event"),
        width: 6,
        value: (row) =>
          row.event === null ? null : word(t, gained ? "gainedBy" : "lostBy", row.event.kind),
      },
      {
        id: "organization",
        header: t("column.organization"),
        width: 14,
        value: (row) => row.event?.organization.name ?? null,
        cell: (row) =>
          row.event === null ? (
            "—"
          ) : (
            <Door href={addressOf.entity(frame, row.event.organization.id)}>
              {row.event.organization.name}
            </Door>
          ),
      },
    ],
    [t, gained, frame.place, frame.day, frame.with],
  );
  return (
    <Answer query={query} rows={10}>
      {({ coverageChange }) => {
        const places = gained ? coverageChange.gained.nodes : coverageChange.lost.nodes;
        const rows = places.map((place) => ({
          place,
          event: coverageChange.events.find((event) => event.place.id === place.id) ?? null,
        }));
        return (
          <DataTable
            name={t(gained ? "coverage.show.gained" : "coverage.show.lost")}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.place.id}
            order={readOrder(state.gapSort, columns)}
            part={state}
            onPart={change}
            onOrder={(order) => change({ gapSort: writeOrder(order) })}
            find={state.find}
            onFind={(find) => change({ find })}
            about={[[t("frame.compare"), from]]}
            tools={<ShowQuery document={TurnedDocument} variables={variables} />}
            nothing={t("coverage.noneTurned")}
          />
        );
      }}
    </Answer>
  );
}
