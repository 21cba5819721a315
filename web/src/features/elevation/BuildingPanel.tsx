/** A building beside its elevation: who lives there, its group, its units and their leaders. */

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Door } from "@/shared/ui/Door";
import { word } from "@/shared/words";
import type { Building, Gap } from "./drawing";

export function BuildingPanel({ building, gap }: { building: Building; gap: Gap | undefined }) {
  const { t } = useText();
  const { state } = useAddress("elevation");
  const frame = frameOf(state);
  const leaders = building.partyGroup?.posts.nodes ?? [];
  return (
    <aside className="side" aria-label={building.name}>
      <h3>
        <Door href={addressOf.entity(frame, building.id)}>{building.name}</Door>
      </h3>
      <dl className="facts">
        <dt>{t("column.group")}</dt>
        <dd>
          {building.partyGroup === null ? (
            <span className="gap-mark">◇ {t("elevation.state.gap")}</span>
          ) : (
            <Door href={addressOf.entity(frame, building.partyGroup.id)}>
              {building.partyGroup.name}
            </Door>
          )}
        </dd>
        {leaders.length > 0 && (
          <>
            <dt>{word(t, "post", "GROUP_LEADER")}</dt>
            <dd>{leaders.map(({ holder }) => holder.name).join("、")}</dd>
          </>
        )}
        {gap?.nearest != null && (
          <>
            <dt>{t("column.nearest")}</dt>
            <dd>
              <Door href={addressOf.entity(frame, gap.nearest.id)}>{gap.nearest.name}</Door>
            </dd>
          </>
        )}
        <dt>{t("column.residents")}</dt>
        <dd>
          {building.residents.totalCount}
          {building.residents.groupBy !== undefined && building.residents.groupBy.length > 0 && (
            <small>
              {" "}
              {building.residents.groupBy
                .map(({ keys, count }) => `${word(t, "category", keys[0]?.value ?? "NONE")} ${count}`)
                .join(" · ")}
            </small>
          )}
        </dd>
        <dt>{t("column.floors")}</dt>
        <dd>{building.floors ?? "—"}</dd>
      </dl>
      <h3>{t("kind.BUILDING_UNIT")}</h3>
      <ul className="doors">
        {building.units.nodes.map((unit) => (
          <li key={unit.id}>
            <Door href={addressOf.entity(frame, unit.id)}>
              <span>{unit.name}</span>
              <small>
                {unit.leader?.name ?? t("elevation.state.leaderless")}
                {unit.noticePosted !== null &&
                  ` · ${t(unit.noticePosted ? "notice.posted" : "notice.notPosted")}`}
              </small>
            </Door>
          </li>
        ))}
      </ul>
    </aside>
  );
}
