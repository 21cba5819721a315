/** The elevation of a compound, or of all compounds of a community as small multiples. */

import "./elevation.css";

import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { PartOf } from "@/shared/ui/Figures";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk, useSeesPeople } from "@/shared/useAsk";
import { BuildingPanel } from "./BuildingPanel";
import { ElevationDocument } from "./Elevation.generated";
import { Street } from "./Street";

const DRAWN_AT_MOST = 60;

export default function Elevation() {
  const { t } = useText();
  const { code = "" } = useParams({ strict: false });
  const { state, day, change } = useAddress("elevation");
  const people = useSeesPeople();
  const query = useAsk(ElevationDocument, { day, code, people });
  const frame = frameOf(state);

  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape") change({ selected: null });
    };
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, [change]);

  return (
    <Answer query={query} rows={10}>
      {({ place, compounds, coverage }) => {
        if (place === null) return <p className="nothing">{t("elevation.none")}</p>;
        const gaps = new Map(coverage.gaps.nodes.map((gap) => [gap.place.id, gap]));
        const all = compounds.nodes.flatMap((compound) =>
          compound.buildings.nodes.map((building) => ({ compound, building })),
        );
        const chosen = all.find(({ building }) => building.code === state.selected);
        return (
          <>
            <h1 className="view-title">
              {t("view.elevation")} · {place.name}
              <small>
                <Door href={addressOf.entity(frame, place.id)}>{t("coverage.open")}</Door>
              </small>
            </h1>
            <div className={chosen === undefined ? "streets" : "wide-and-side"}>
              <Panel
                title={t("elevation.title")}
                note={
                  <Door
                    href={addressOf.coverage(
                      { ...frame, place: place.code },
                      { by: ["GROUP"], show: "covered" },
                    )}
                  >
                    <PartOf part={coverage.covered} whole={coverage.total} />
                  </Door>
                }
                tools={
                  <>
                    <ShowQuery document={ElevationDocument} variables={{ day, code, people }} />
                    <button type="button" className="tool" onClick={() => window.print()}>
                      {t("tool.print")}
                    </button>
                  </>
                }
              >
                <Legend />
                {compounds.nodes.length === 0 && <p className="nothing">{t("elevation.none")}</p>}
                {compounds.nodes.length > DRAWN_AT_MOST ? (
                  <p className="nothing">{t("elevation.many", { count: compounds.totalCount })}</p>
                ) : (
                  <div className="streets-flow">
                    {compounds.nodes.map((compound) => (
                      <figure key={compound.id}>
                        <figcaption>
                          <Door href={addressOf.elevation(frame, compound.code)}>
                            {compound.name}
                          </Door>{" "}
                          <small>
                            {compound.organizations.nodes.map(({ name }) => name).join("、") ||
                              t("elevation.noOrganization")}
                          </small>
                        </figcaption>
                        <Street
                          compound={compound}
                          gaps={gaps}
                          selected={state.selected}
                          large={compounds.nodes.length === 1}
                          onSelect={(selected) =>
                            change({ selected: selected === state.selected ? null : selected })
                          }
                        />
                      </figure>
                    ))}
                  </div>
                )}
              </Panel>
              {chosen !== undefined && (
                <BuildingPanel building={chosen.building} gap={gaps.get(chosen.building.id)} />
              )}
            </div>
          </>
        );
      }}
    </Answer>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <p className="legend">
      {(["own", "shared", "gap", "urgent", "led", "leaderless"] as const).map((state) => (
        <span key={state}>
          <i className={`swatch legend-${state}`} /> {t(`elevation.state.${state}`)}
        </span>
      ))}
    </p>
  );
}
