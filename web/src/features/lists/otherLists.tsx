/** The lists of organizations, institutions, people and posts. */

import type { State } from "@/shared/address";
import { useText } from "@/shared/texts/text";
import { useSeesPeople } from "@/shared/useAsk";
import { postsWhere } from "@/shared/where";
import { word } from "@/shared/words";
import { columnsFor } from "./cells";
import { ListTable } from "./ListTable";
import {
  ListCompaniesDocument,
  ListFacilitiesDocument,
  ListLiaisonUnitsDocument,
  ListMembersDocument,
  ListOrganizationsDocument,
  ListPostsDocument,
  type ListCompaniesQuery,
  type ListFacilitiesQuery,
  type ListLiaisonUnitsQuery,
  type ListMembersQuery,
  type ListOrganizationsQuery,
  type ListPostsQuery,
} from "./Others.generated";

interface Props {
  state: State<"list">;
}

type RowOf<Query extends { list: { nodes: readonly unknown[] } }> = Query["list"]["nodes"][number];

/** `since` and `until` bound the day on which the term ends. */
export function Organizations({ state }: Props) {
  const { place, kinds, since, until } = state;
  const ends = {
    ...(since === null ? {} : { gte: since }),
    ...(until === null ? {} : { lte: until }),
  };
  return (
    <ListTable
      list="organizations"
      document={ListOrganizationsDocument}
      where={{
        ...(place === null ? {} : { within: place }),
        ...(kinds.length === 0 ? {} : { kind: { in: kinds } }),
        ...(Object.keys(ends).length === 0 ? {} : { termEndsOn: ends }),
      }}
      people
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListOrganizationsQuery>>(t, frame);
        return [
          make.self((row) => row, 18),
          make.code((row) => row.code),
          make.text("kind", "column.kind", (row) => word(t, "organization", row.kind)),
          make.node("parent", "column.parent", (row) => row.parent, 14),
          make.node("secretary", "post.SECRETARY", (row) => row.secretary, 6),
          make.text("ends", "column.termEnds", (row) => row.termEndsOn),
        ];
      }}
    />
  );
}

export function Companies({ state }: Props) {
  const where =
    state.place === null ? {} : { compounds: { some: { within: state.place } } };
  return (
    <ListTable
      list="companies"
      document={ListCompaniesDocument}
      where={where}
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListCompaniesQuery>>(t, frame);
        return [
          make.self((row) => row, 18),
          make.code((row) => row.code),
          make.number("compounds", "list.compounds", (row) => row.compounds.totalCount),
          make.number("communities", "list.communities", (row) => row.communities.totalCount),
          make.node("organization", "column.organization", (row) => row.partyOrganization, 16),
        ];
      }}
    />
  );
}

export function LiaisonUnits({ state }: Props) {
  const where =
    state.place === null ? {} : { liaisons: { some: { community: { within: state.place } } } };
  return (
    <ListTable
      list="liaisonUnits"
      document={ListLiaisonUnitsDocument}
      where={where}
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListLiaisonUnitsQuery>>(t, frame);
        return [
          make.self((row) => row, 18),
          make.code((row) => row.code),
          make.number("liaisons", "column.liaisons", (row) => row.liaisons.totalCount),
          make.node("organization", "column.organization", (row) => row.partyOrganization, 16),
        ];
      }}
    />
  );
}

export function Members({ state }: Props) {
  const { t: say } = useText();
  if (!useSeesPeople()) return <p className="nothing">{say("list.people.forAdmins")}</p>;
  return (
    <ListTable
      list="members"
      document={ListMembersDocument}
      where={state.place === null ? {} : { within: state.place }}
      people
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListMembersQuery>>(t, frame);
        return [
          make.self((row) => row, 7),
          make.code((row) => row.code),
          make.text("category", "column.category", (row) => word(t, "category", row.category)),
          make.node("organization", "column.organization", (row) => row.organization, 16),
          make.node("residence", "column.residence", (row) => row.residence, 12),
          make.text("joined", "column.joinedOn", (row) => row.joinedOn),
        ];
      }}
    />
  );
}

export function Posts({ state }: Props) {
  const { place, role, since, until } = state;
  const known = ROLES.find((value) => value === role);
  return (
    <ListTable
      list="posts"
      document={ListPostsDocument}
      where={{
        ...postsWhere(place, { from: since, to: until }),
        ...(known === undefined ? {} : { role: { eq: known } }),
      }}
      people
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListPostsQuery>>(t, frame);
        return [
          make.text("role", "column.role", (row) => word(t, "post", row.role), 8),
          make.node("holder", "column.holder", (row) => row.holder, 7),
          make.node("organization", "column.organization", (row) => row.organization, 16),
          make.node("place", "frame.place", (row) => row.place, 12),
          make.text("since", "column.since", (row) => row.since),
          make.text("until", "column.until", (row) => row.until),
        ];
      }}
    />
  );
}

const ROLES = [
  "SECRETARY",
  "DEPUTY_SECRETARY",
  "COMMITTEE_MEMBER",
  "PART_TIME_COMMITTEE_MEMBER",
  "GROUP_LEADER",
  "CENTRAL_HOUSEHOLD",
  "GRID_LEADER",
  "MICRO_GRID_LEADER",
  "UNIT_LEADER",
  "POLICE_OFFICER",
] as const;

export function Facilities({ state }: Props) {
  return (
    <ListTable
      list="facilities"
      document={ListFacilitiesDocument}
      where={state.place === null ? {} : { within: state.place }}
      columns={(t, frame) => {
        const make = columnsFor<RowOf<ListFacilitiesQuery>>(t, frame);
        return [
          make.self((row) => row),
          make.code((row) => row.code),
          make.text("kind", "column.kind", (row) => word(t, "facility", row.kind), 9),
          make.node("place", "frame.place", (row) => row.place, 12),
        ];
      }}
    />
  );
}
