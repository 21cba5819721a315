/** Places that lack what was asked for, with why and what stands nearest; details at the side. */

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
import { GapsDocument, type GapsQuery } from "./Gaps.generated";
import { placeColumns } from "./placeColumns";

type Gap = GapsQuery["coverage"]["gaps"]["nodes"][number];

export function Gaps() {
  const { t, language } = useText();
  const { state, day, within, change } = useAddress("coverage");
  const variables = { day, within, of: state.of, by: state.by.length === 0 ? null : state.by };
  const query = useAsk(GapsDocument, variables);
  const frame = frameOf(state);
  const columns = useMemo<readonly Column<Gap>[]>(
    () => [
      ...placeColumns<Gap>(t, frame, (gap) => gap.place),
      { id: "members", header: t("column.members"), numeric: true, width: 5, value: (g) => g.members },
      {
        id: "full",
        header: t("column.fullMembers"),
        numeric: true,
        width: 6,
        value: (gap) => gap.fullMembers,
      },
      {
        id: "nearest",
        header: t("column.nearest"),
        width: 14,
        value: (gap) => gap.nearest?.name ?? null,
        cell: (gap) =>
          gap.nearest === null ? (
            "—"
          ) : (
            <Door href={addressOf.entity(frame, gap.nearest.id)}>{gap.nearest.name}</Door>
          ),
      },
    ],
    [t, frame.place, frame.day, frame.with],
  );
  return (
    <Answer query={query} rows={10}>
      {({ coverage }) => {
        const selected = coverage.gaps.nodes.find((gap) => gap.place.id === state.selected);
        return (
          <div className={selected === undefined ? "" : "wide-and-side"}>
            <DataTable
              name={t("coverage.gaps.name", { kind: t(`kind.${state.of}`) })}
              columns={columns}
              rows={coverage.gaps.nodes}
              rowKey={(gap) => gap.place.id}
              order={readOrder(state.gapSort, columns, null)}
              onOrder={(order) => change({ gapSort: writeOrder(order) })}
              find={state.find}
              onFind={(find) => change({ find })}
              selected={state.selected}
              onSelect={(gap) =>
                change({ selected: gap.place.id === state.selected ? null : gap.place.id })
              }
              tools={<ShowQuery document={GapsDocument} variables={variables} />}
              nothing={t("coverage.noGaps")}
            />
            {selected !== undefined && (
              <aside className="side">
                <h3>
                  <span className="gap-mark" aria-hidden="true">
                    ◇
                  </span>{" "}
                  {selected.place.name}
                </h3>
                {language === "en" ? (
                  selected.reasons.map((reason) => <p key={reason}>{reason}</p>)
                ) : (
                  <p>
                    {t("coverage.reason", {
                      members: selected.members,
                      full: selected.fullMembers,
                    })}
                    {selected.nearest !== null &&
                      t("coverage.reason.nearest", { name: selected.nearest.name })}
                  </p>
                )}
                <ul className="doors">
                  <li>
                    <Door href={addressOf.entity(frame, selected.place.id)}>
                      {t("coverage.open")}
                    </Door>
                  </li>
                  {elevationOf(selected) !== null && (
                    <li>
                      <Door href={addressOf.elevation(frame, elevationOf(selected) ?? "")}>
                        {t("view.elevation")}
                      </Door>
                    </li>
                  )}
                </ul>
              </aside>
            )}
          </div>
        );
      }}
    </Answer>
  );
}

/** The code of the compound that the gap is, or lies in. */
function elevationOf({ place }: Gap): string | null {
  if (place.kind === "COMPOUND") return place.code;
  return place.ancestors.find((ancestor) => ancestor.kind === "COMPOUND")?.code ?? null;
}
