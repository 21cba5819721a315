/** One list of the explorer, narrowed by what its address says. */

import { useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";

import {
  addressOf,
  frameOf,
  LISTS,
  ORGANIZATION_KINDS,
  type ListName,
  type State,
} from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { ChooseMany, ChooseOne } from "@/shared/ui/Choice";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import {
  Companies,
  Facilities,
  LiaisonUnits,
  Members,
  Organizations,
  Posts,
} from "./otherLists";
import {
  Buildings,
  BuildingUnits,
  Communities,
  Compounds,
  Grids,
  MicroGrids,
  Subdistricts,
} from "./placeLists";

const TABLES: Readonly<Record<ListName, ComponentType<{ state: State<"list"> }>>> = {
  subdistricts: Subdistricts,
  communities: Communities,
  grids: Grids,
  microGrids: MicroGrids,
  compounds: Compounds,
  buildings: Buildings,
  buildingUnits: BuildingUnits,
  organizations: Organizations,
  companies: Companies,
  liaisonUnits: LiaisonUnits,
  members: Members,
  posts: Posts,
  facilities: Facilities,
};

const LED: readonly ListName[] = ["grids", "microGrids", "buildingUnits"];
const ANSWERS = ["any", "yes", "no"] as const;

export default function List() {
  const { t } = useText();
  const { list = "" } = useParams({ strict: false });
  const { state, change } = useAddress("list");
  const name = LISTS.find((known) => known === list);
  if (name === undefined) return <p className="nothing">{t("trouble.noView")}</p>;
  const Table = TABLES[name];
  return (
    <>
      <h1 className="view-title">
        {t(`list.${name}`)}
        <small>
          <Door href={addressOf.explorer(frameOf(state))}>{t("view.explorer")}</Door>
        </small>
      </h1>
      <div className="choices">
        {LED.includes(name) && (
          <ChooseOne
            label={t("list.led")}
            value={state.led}
            options={ANSWERS.map((value) => ({ value, label: t(`list.led.${value}`) }))}
            onChange={(led) => change({ led, page: null }, true)}
          />
        )}
        {name === "organizations" && (
          <ChooseMany
            label={t("column.kind")}
            values={state.kinds}
            options={ORGANIZATION_KINDS.map((value) => ({
              value,
              label: t(`organization.${value}`),
            }))}
            onChange={(kinds) => change({ kinds, page: null }, true)}
          />
        )}
        {(state.since !== null || state.until !== null) && (
          <span className="chip">
            {t(name === "organizations" ? "list.ends" : "list.began", {
              from: state.since ?? "…",
              to: state.until ?? "…",
            })}
            <button
              type="button"
              className="link"
              onClick={() => change({ since: null, until: null }, true)}
            >
              {t("list.clear")}
            </button>
          </span>
        )}
      </div>
      <Panel title={t(`list.${name}`)}>
        <Table state={state} />
      </Panel>
    </>
  );
}
