/** The lists of places. */

import type { State } from "@/shared/address";
import { word } from "@/shared/words";
import { columnsFor } from "./cells";
import { ListTable } from "./ListTable";
import {
  ListBuildingsDocument,
  ListCommunitiesDocument,
  ListCompoundsDocument,
  ListGridsDocument,
  ListMicroGridsDocument,
  ListSubdistrictsDocument,
  ListUnitsDocument,
  type ListBuildingsQuery,
  type ListCommunitiesQuery,
  type ListCompoundsQuery,
  type ListGridsQuery,
  type ListMicroGridsQuery,
  type ListSubdistrictsQuery,
  type ListUnitsQuery,
} from "./Places.generated";

interface Props {
  state: State<"list">;
}

type RowOf<Query extends { list: { nodes: readonly unknown[] } }> = Query["list"]["nodes"][number];

function inPlace({ place }: State<"list">): { within?: string } {
  return place === null ? {} : { within: place };
}

/** Whether organizations of the kinds `by` cover it, as `covered` asks. */
function coveredBy({ covered, by }: State<"list">) {
  if (covered === "any") return {};
  const kinds = by.length === 0 ? {} : { kind: { in: by } };
  return { organizations: covered === "yes" ? { some: kinds } : { none: kinds } };
}

function ledAs({ led }: State<"list">) {
  return led === "any" ? {} : { leader: { isNull: led === "no" } };
}

export function Subdistricts({ state }: Props) {
  return (
    <ListTable
      list="subdistricts"
      document={ListSubdistrictsDocument}
      where={{ ...inPlace(state), ...coveredBy(state) }}
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListSubdistrictsQuery>>(t, frame);
        return [
          make.self((row) => row),
          make.code((row) => row.code),
          make.number("communities", "list.communities", (row) => row.communities.totalCount),
          make.nodes("organizations", "column.organizations", (row) => row.organizations.nodes, 24),
        ];
      }}
    />
  );
}

export function Communities({ state }: Props) {
  return (
    <ListTable
      list="communities"
      document={ListCommunitiesDocument}
      where={{ ...inPlace(state), ...coveredBy(state) }}
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListCommunitiesQuery>>(t, frame);
        return [
          make.self((row) => row),
          make.code((row) => row.code),
          make.node("subdistrict", "kind.SUBDISTRICT", (row) => row.subdistrict),
          make.number("households", "column.households", (row) => row.households),
          make.number("compounds", "list.compounds", (row) => row.compounds.totalCount),
          make.number("grids", "list.grids", (row) => row.grids.totalCount),
          make.text(
            "missing",
            "column.missingLiaisons",
            (row) =>
              row.missingLiaisonRoles.map((role) => word(t, "liaison", role)).join("、") || null,
            16,
          ),
        ];
      }}
    />
  );
}

export function Grids({ state }: Props) {
  return (
    <ListTable
      list="grids"
      document={ListGridsDocument}
      where={{ ...inPlace(state), ...coveredBy(state), ...ledAs(state) }}
      people
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListGridsQuery>>(t, frame);
        return [
          make.self((row) => row),
          make.code((row) => row.code),
          make.node("community", "kind.COMMUNITY", (row) => row.community),
          make.number("households", "column.households", (row) => row.households),
          make.node("leader", "post.GRID_LEADER", (row) => row.leader, 7),
          make.node("police", "post.POLICE_OFFICER", (row) => row.policeOfficer, 7),
        ];
      }}
    />
  );
}

export function MicroGrids({ state }: Props) {
  return (
    <ListTable
      list="microGrids"
      document={ListMicroGridsDocument}
      where={{ ...inPlace(state), ...coveredBy(state), ...ledAs(state) }}
      people
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListMicroGridsQuery>>(t, frame);
        return [
          make.self((row) => row),
          make.code((row) => row.code),
          make.node("grid", "kind.GRID", (row) => row.grid, 12),
          make.number("households", "column.households", (row) => row.households),
          make.node("leader", "post.MICRO_GRID_LEADER", (row) => row.leader, 7),
        ];
      }}
    />
  );
}

export function Compounds({ state }: Props) {
  return (
    <ListTable
      list="compounds"
      document={ListCompoundsDocument}
      where={{ ...inPlace(state), ...coveredBy(state) }}
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListCompoundsQuery>>(t, frame);
        return [
          make.self((row) => row),
          make.code((row) => row.code),
          make.node("community", "kind.COMMUNITY", (row) => row.community),
          make.node("company", "type.PropertyCompany", (row) => row.propertyCompany, 14),
          make.number("buildings", "list.buildings", (row) => row.buildings.totalCount),
          make.nodes("organizations", "column.organizations", (row) => row.organizations.nodes),
        ];
      }}
    />
  );
}

export function Buildings({ state }: Props) {
  return (
    <ListTable
      list="buildings"
      document={ListBuildingsDocument}
      where={{ ...inPlace(state), ...coveredBy(state) }}
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListBuildingsQuery>>(t, frame);
        return [
          make.self((row) => row),
          make.code((row) => row.code),
          make.node("compound", "kind.COMPOUND", (row) => row.compound),
          make.node("community", "kind.COMMUNITY", (row) => row.community),
          make.number("floors", "column.floors", (row) => row.floors),
          make.node("group", "column.group", (row) => row.partyGroup, 16),
        ];
      }}
    />
  );
}

export function BuildingUnits({ state }: Props) {
  return (
    <ListTable
      list="buildingUnits"
      document={ListUnitsDocument}
      where={{ ...inPlace(state), ...ledAs(state) }}
      people
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListUnitsQuery>>(t, frame);
        return [
          make.self((row) => row),
          make.code((row) => row.code),
          make.node("building", "kind.BUILDING", (row) => row.building, 12),
          make.node("microGrid", "kind.MICRO_GRID", (row) => row.microGrid, 10),
          make.node("leader", "post.UNIT_LEADER", (row) => row.leader, 7),
          make.text("notice", "column.notice", ({ noticePosted }) =>
            noticePosted === null ? null : t(noticePosted ? "notice.posted" : "notice.notPosted"),
          ),
        ];
      }}
    />
  );
}
