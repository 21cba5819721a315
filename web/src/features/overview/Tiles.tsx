/** Four figures with denominator, change and twelve months; each opens the list it counts. */

import { useState, type ReactNode } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { CountSpark, Spark, type Point } from "@/shared/charts/Spark";
import { count } from "@/shared/format";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Bar, Change, PartOf } from "@/shared/ui/Figures";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { ErrorChangeDocument, ErrorCountDocument } from "./Errors.generated";
import { StandingDocument } from "./Standing.generated";
import { useMonths } from "./useMonths";
import { useFirstStand, useStanding } from "./useStanding";

export function Tiles() {
  const { t, locale } = useText();
  const { state, day, compareDay, within } = useAddress("overview");
  const frame = frameOf(state);
  const now = useStanding();
  const first = useFirstStand();
  const then = useAsk(
    StandingDocument,
    { day: compareDay ?? day, within },
    { enabled: first && compareDay !== null },
  );
  const errors = useAsk(ErrorCountDocument, { day, within }, { enabled: first });
  const change = useAsk(
    ErrorChangeDocument,
    { from: compareDay ?? day, to: day, within },
    { enabled: first && compareDay !== null },
  );
  const [audited, setAudited] = useState(false);
  const months = useMonths(day, within, now.data !== undefined, audited);
  const before = compareDay === null ? undefined : then.data?.data;
  const line = audited ? (
    <CountSpark points={months.errors} label={t("tile.months")} />
  ) : (
    <button type="button" className="link" onClick={() => setAudited(true)}>
      {t("tile.months")}
    </button>
  );

  return (
    <div className="tiles">
      <Answer query={now} rows={3}>
        {({ compounds, buildings, units, led }) => (
          <>
            <Tile
              id="compounds"
              title={t("tile.compounds")}
              door={addressOf.coverage(frame, { of: "COMPOUND", show: "covered" })}
              rest={addressOf.coverage(frame, { of: "COMPOUND", show: "gaps" })}
              part={compounds.covered}
              whole={compounds.total}
              change={before === undefined ? null : compounds.covered - before.compounds.covered}
              points={months.compounds}
            />
            <Tile
              id="buildings"
              title={t("tile.buildings")}
              door={addressOf.coverage(frame, { of: "BUILDING", by: ["GROUP"], show: "covered" })}
              rest={addressOf.coverage(frame, { of: "BUILDING", by: ["GROUP"], show: "gaps" })}
              part={buildings.covered}
              whole={buildings.total}
              change={before === undefined ? null : buildings.covered - before.buildings.covered}
              points={months.buildings}
            />
            <Tile
              id="units"
              title={t("tile.units")}
              door={addressOf.list(frame, "buildingUnits", { led: "yes" })}
              rest={addressOf.list(frame, "buildingUnits", { led: "no" })}
              part={led.totalCount}
              whole={units.totalCount}
              change={before === undefined ? null : led.totalCount - before.led.totalCount}
              points={months.units}
            />
          </>
        )}
      </Answer>
      <Answer query={errors} rows={3}>
        {({ audit }) => (
          <article className="tile" id="errors">
            <h2>{t("tile.errors")}</h2>
            <p className="tile-figure">
              <Door href={addressOf.audit(frame, { severity: ["ERROR"] })}>
                <span className="figure">
                  <b>{count(audit.totalCount, locale)}</b> {t("unit.findings")}
                </span>
              </Door>
              <Change
                value={
                  change.data === undefined || compareDay === null
                    ? null
                    : change.data.data.auditChange.appeared.length -
                      change.data.data.auditChange.gone.length
                }
                good="down"
              />
            </p>
            {change.data !== undefined && compareDay !== null && (
              <p className="tile-rest">
                <span>
                  <Door href={addressOf.audit(frame, { severity: ["ERROR"], since: "appeared" })}>
                    {t("tile.errors.new", { count: change.data.data.auditChange.appeared.length })}
                  </Door>
                  {" · "}
                  <Door href={addressOf.audit(frame, { severity: ["ERROR"], since: "gone" })}>
                    {t("tile.errors.gone", { count: change.data.data.auditChange.gone.length })}
                  </Door>
                </span>
                {line}
              </p>
            )}
            {(change.data === undefined || compareDay === null) && (
              <p className="tile-rest">{line}</p>
            )}
            <ShowQuery document={ErrorCountDocument} variables={{ day, within }} />
          </article>
        )}
      </Answer>
    </div>
  );
}

interface TileProps {
  id: string;
  title: ReactNode;
  door: string;
  rest: string;
  part: number;
  whole: number;
  change: number | null;
  points: readonly Point[] | null;
}

function Tile({ id, title, door, rest, part, whole, change, points }: TileProps) {
  const { t, locale } = useText();
  const { day, within } = useAddress("overview");
  return (
    <article className="tile" id={id}>
      <h2>{title}</h2>
      <p className="tile-figure">
        <Door href={door}>
          <PartOf part={part} whole={whole} />
        </Door>
        <Change value={change} />
      </p>
      <Bar part={part} whole={whole} />
      <p className="tile-rest">
        <Door href={rest} className="gap-link">
          <span aria-hidden="true">◇ </span>
          {t("tile.rest", { count: count(whole - part, locale) })}
        </Door>
        <Spark points={points} label={t("tile.months")} />
      </p>
      <ShowQuery document={StandingDocument} variables={{ day, within }} />
    </article>
  );
}
