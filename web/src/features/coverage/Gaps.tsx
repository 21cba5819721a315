/** Places that lack what was asked for, with why and what stands nearest; details at the side. */

import { useMemo } from "react";

import { addressOf, CHOSEN_AT_MOST, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { URGENT_FROM } from "@/shared/urgent";
import { GapsDocument } from "./Gaps.generated";
import { placeColumns } from "./placeColumns";
import type { Gap } from "./plan";

export function Gaps() {
  const { t, language } = useText();
  const { state, day, within, change } = useAddress("coverage");
  const variables = { day, within, of: state.of, by: state.by.length === 0 ? null : state.by };
  const query = useAsk(GapsDocument, variables);
  const frame = frameOf(state);
  const { plan } = state;
  const columns = useMemo<readonly Column<Gap>[]>(
    () => [
      {
        id: "plan",
        header: t("plan.column"),
        width: 3.5,
        value: ({ place }) => (plan.includes(place.code) ? t("plan.yes") : null),
        cell: ({ place }) => (
          <input
            type="checkbox"
            aria-label={t("plan.choose", { name: place.name })}
            checked={plan.includes(place.code)}
            disabled={plan.length >= CHOSEN_AT_MOST && !plan.includes(place.code)}
            onChange={({ target }) =>
              change({
                plan: target.checked
                  ? [...plan, place.code]
                  : plan.filter((chosen) => chosen !== place.code),
              })
            }
          />
        ),
      },
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
    [t, plan, change, frame.place, frame.day, frame.with],
  );
  const urgent = (gaps: readonly Gap[]) => gaps.filter((gap) => gap.fullMembers >= URGENT_FROM);
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
              part={state}
              onPart={change}
              onOrder={(order) => change({ gapSort: writeOrder(order) })}
              find={state.find}
              onFind={(find) => change({ find })}
              selected={state.selected}
              onSelect={(gap) =>
                change({ selected: gap.place.id === state.selected ? null : gap.place.id })
              }
              tools={
                <>
                  {urgent(coverage.gaps.nodes).length > 0 && (
                    <button
                      type="button"
                      className="tool"
                      onClick={() =>
                        change({
                          plan: urgent(coverage.gaps.nodes)
                            .slice(0, CHOSEN_AT_MOST)
                            .map(({ place }) => place.code),
                        })
                      }
                    >
                      {t("plan.urgent", { least: URGENT_FROM })}
                    </button>
                  )}
                  <ShowQuery document={GapsDocument} variables={variables} />
                </>
              }
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
