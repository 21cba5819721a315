/** The notice of a stairwell: micro-grid leader, unit leader, police officer; to be printed. */

import { useText } from "@/shared/texts/text";
import { Panel } from "@/shared/ui/Panel";
import type { Node } from "./describe";

type Unit = Extract<Node, { __typename: "BuildingUnit" }>;

export function Notice({ unit }: { unit: Unit }) {
  const { t } = useText();
  const rows = [
    [t("post.MICRO_GRID_LEADER"), unit.microGrid?.leader?.name, unit.microGrid?.name],
    [t("post.UNIT_LEADER"), unit.leader !== null && "name" in unit.leader ? unit.leader.name : null, unit.name],
    [
      t("post.POLICE_OFFICER"),
      unit.microGrid?.grid?.policeOfficer?.name,
      unit.microGrid?.grid?.name,
    ],
    [t("column.group"), unit.building?.partyGroup?.name, null],
  ] as const;
  return (
    <Panel
      title={t("notice.title")}
      note={t(unit.noticePosted === true ? "notice.posted" : "notice.notPosted")}
      tools={
        <button type="button" className="tool" onClick={() => window.print()}>
          {t("tool.print")}
        </button>
      }
      className="notice"
    >
      <dl>
        {rows.map(([label, name, of]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {name ?? <span className="gap-mark">◇ {t("notice.missing")}</span>}
              {of != null && <small> {of}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
