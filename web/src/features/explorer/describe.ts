/** A node as what a page of it shows: facts, links to single nodes, tables of many. */

import type { Key, Say } from "@/shared/texts/text";
import { word } from "@/shared/words";
import type { EntityQuery } from "./Entity.generated";

export type Node = NonNullable<EntityQuery["node"]>;

export interface Link {
  id: string;
  name: string;
  type: string;
}

export interface Relation {
  /** The field's name, which the address and the graph use. */
  field: string;
  label: Key;
  links: readonly Link[];
}

export interface PostRow {
  id: string;
  role: string;
  since: string | null;
  until: string | null;
  holder: { id: string; name: string };
  organization: { id: string; name: string } | null;
  place: { id: string; name: string } | null;
}

/** Fields that hold one node. */
const ONES = [
  ["partyGroup", "column.group"],
  ["secretary", "post.SECRETARY"],
  ["leader", "entity.leader"],
  ["policeOfficer", "post.POLICE_OFFICER"],
  ["propertyCompany", "type.PropertyCompany"],
  ["organization", "column.organization"],
  ["partyOrganization", "column.organization"],
  ["residence", "column.residence"],
  ["compound", "kind.COMPOUND"],
  ["place", "frame.place"],
  ["locality", "frame.place"],
  ["holder", "column.holder"],
  ["microGrid", "kind.MICRO_GRID"],
  ["person", "type.Person"],
  ["registered", "type.Person"],
  ["officer", "type.Person"],
  ["community", "kind.COMMUNITY"],
  ["company", "type.PropertyCompany"],
  ["unit", "type.LiaisonUnit"],
  ["team", "type.VolunteerTeam"],
] as const satisfies readonly (readonly [string, Key])[];

/** Fields that hold many. */
const MANY = [
  ["communities", "list.communities"],
  ["compounds", "list.compounds"],
  ["buildings", "list.buildings"],
  ["buildingUnits", "list.buildingUnits"],
  ["units", "list.buildingUnits"],
  ["grids", "list.grids"],
  ["compoundGrids", "list.grids"],
  ["microGrids", "list.microGrids"],
  ["facilities", "list.facilities"],
  ["volunteerTeams", "entity.teams"],
  ["residents", "column.residents"],
  ["centralHouseholds", "post.CENTRAL_HOUSEHOLD"],
  ["children", "entity.children"],
  ["places", "entity.area"],
  ["members", "list.members"],
  ["organizations", "column.organizations"],
] as const satisfies readonly (readonly [string, Key])[];

export function nameOf(t: Say, node: Node): string {
  if ("name" in node) return node.name;
  if ("title" in node) return node.title;
  if ("role" in node && "holder" in node) return `${word(t, "post", node.role)} ${node.holder.name}`;
  return word(t, "type", node.__typename);
}

/** What the node is called beside its name: an organization's kind, else its type. */
export function kindOf(t: Say, node: Node): string {
  if ("organizationKind" in node) return word(t, "organization", node.organizationKind);
  return word(t, "type", node.__typename);
}

export function onesOf(node: Node): Relation[] {
  return ONES.flatMap(([field, label]) => {
    const link = linkOf(at(node, field));
    return link === null ? [] : [{ field, label, links: [link] }];
  });
}

export function manyOf(node: Node): Relation[] {
  const found: Relation[] = MANY.flatMap(([field, label]) => {
    const nodes = at(at(node, field), "nodes");
    if (!Array.isArray(nodes) || nodes.length === 0) return [];
    const links = nodes.map(linkOf).filter((link) => link !== null);
    return [{ field, label, links }];
  });
  const above = at(node, "parentOrganizations");
  if (Array.isArray(above) && above.length > 0) {
    const links = above.map(linkOf).filter((link) => link !== null);
    found.push({ field: "parentOrganizations", label: "column.parent", links });
  }
  return found;
}

/** All that a graph draws around the node: the nearest of what stands above, and what is linked. */
export function neighbours(node: Node): Relation[] {
  const many = manyOf(node).map((relation) =>
    relation.field === "parentOrganizations"
      ? { ...relation, links: relation.links.slice(0, 1) }
      : relation,
  );
  const holders = postsOf(node).flatMap(({ role, holder, organization, place }) =>
    node.__typename === "Person"
      ? [organization, place].filter((link) => link !== null).map((link) => [role, link] as const)
      : ([[role, holder]] as const),
  );
  const posts = holders.map(([, link]) => ({ ...link, type: link.id.split(":")[0] ?? "" }));
  const above = "ancestors" in node ? node.ancestors[0] : undefined;
  return [
    ...(above === undefined
      ? []
      : [
          {
            field: "parent",
            label: "entity.above" as const,
            links: [{ id: above.id, name: above.name, type: above.id.split(":")[0] ?? "" }],
          },
        ]),
    ...onesOf(node),
    ...many,
    ...(posts.length === 0 ? [] : [{ field: "posts", label: "list.posts" as const, links: posts }]),
  ];
}

export function postsOf(node: Node): readonly PostRow[] {
  return "posts" in node ? node.posts.nodes : [];
}

export function factsOf(t: Say, node: Node): readonly (readonly [Key, string])[] {
  const facts: (readonly [Key, string])[] = [];
  const add = (key: Key, value: string | number | null | undefined) => {
    if (value !== null && value !== undefined && value !== "") facts.push([key, String(value)]);
  };
  if ("households" in node) add("column.households", node.households);
  if ("chatGroup" in node) add("entity.chatGroup", node.chatGroup);
  if ("floors" in node) add("column.floors", node.floors);
  if ("brand" in node) add("type.Brand", node.brand?.name);
  if ("missingLiaisonRoles" in node) {
    add(
      "column.missingLiaisons",
      node.missingLiaisonRoles.map((role) => word(t, "liaison", role)).join("、"),
    );
  }
  if ("compoundKind" in node && node.compoundKind !== null) {
    add("entity.compoundKind", word(t, "compound", node.compoundKind));
  }
  if ("noPropertyMode" in node && node.noPropertyMode !== null) {
    add("entity.noPropertyMode", word(t, "noProperty", node.noPropertyMode));
  }
  if ("noticePosted" in node && node.noticePosted !== null) {
    add("column.notice", t(node.noticePosted ? "notice.posted" : "notice.notPosted"));
  }
  if ("establishment" in node) {
    add("entity.establishment", word(t, "establishment", node.establishment));
    add("entity.establishedOn", node.establishedOn);
    add("entity.dissolvedOn", node.dissolvedOn);
    add("column.termStarted", node.termStartedOn);
    add("column.termEnds", node.termEndsOn);
  }
  if ("category" in node) {
    add("column.category", node.category === null ? null : word(t, "category", node.category));
    add("column.joinedOn", node.joinedOn);
    add("entity.phone", node.phone);
  }
  if ("facilityKind" in node) add("column.kind", word(t, "facility", node.facilityKind));
  if ("liaisonRole" in node) add("column.role", word(t, "liaison", node.liaisonRole));
  if ("registeredOn" in node) add("column.on", node.registeredOn);
  if ("heldOn" in node) add("column.on", node.heldOn);
  if ("until" in node) {
    add("column.since", node.since);
    add("column.until", node.until);
  }
  return facts;
}

function at(value: unknown, field: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === field)?.[1];
}

function linkOf(value: unknown): Link | null {
  const [id, name, type] = [at(value, "id"), at(value, "name"), at(value, "__typename")];
  if (typeof id !== "string" || typeof name !== "string") return null;
  return { id, name, type: typeof type === "string" ? type : (id.split(":")[0] ?? "") };
}
