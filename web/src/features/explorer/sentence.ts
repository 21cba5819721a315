/** What an entity is, in one sentence made of what its page is answered. */

import type { Say } from "@/shared/texts/text";
import { word } from "@/shared/words";
import { kindOf, nameOf, type Node } from "./describe";

const NAMED_ABOVE = 2;

export function sentenceOf(t: Say, node: Node, day: string): string {
  const parts = [opening(t, node), ...clauses(t, node, day)];
  return parts.join(t("sentence.and")) + t("sentence.end");
}

function opening(t: Say, node: Node): string {
  const name = nameOf(t, node);
  const kind = kindOf(t, node);
  const above = aboveOf(t, node);
  return above === ""
    ? t("sentence.is", { name, kind })
    : t("sentence.isIn", { name, kind, above });
}

/** The places that it lies in, or the organization that it belongs to, as they are said. */
function aboveOf(t: Say, node: Node): string {
  if (node.__typename === "PartyOrganization") return node.parentOrganizations[0]?.name ?? "";
  if ("ancestors" in node) {
    const names = node.ancestors.slice(0, NAMED_ABOVE).map(({ name }) => name);
    return t("sentence.inPlaces", { above: names[0] ?? "", top: names[1] ?? "" }).trim();
  }
  if ("locality" in node) return node.locality.name;
  return "";
}

function clauses(t: Say, node: Node, day: string): string[] {
  switch (node.__typename) {
    case "PartyOrganization":
      return ofOrganization(t, node, day);
    case "Person":
      return ofPerson(t, node);
    case "PropertyCompany":
      return [
        t("sentence.serves", {
          compounds: node.compounds.nodes.length,
          communities: node.communities.nodes.length,
        }),
        node.partyOrganization === null
          ? t("sentence.noOrganization")
          : t("sentence.organization", { name: node.partyOrganization.name }),
      ];
    case "LiaisonUnit":
      return [t("sentence.liaisons", { count: node.unitLiaisons.nodes.length })];
    default:
      return "organizations" in node ? ofPlace(t, node) : [];
  }
}

type Of<Name extends Node["__typename"]> = Extract<Node, { __typename: Name }>;

function ofOrganization(t: Say, node: Of<"PartyOrganization">, day: string): string[] {
  const { establishedOn, dissolvedOn, termEndsOn, secretary, places, children } = node;
  return [
    ...(establishedOn === null ? [] : [t("sentence.established", { day: establishedOn })]),
    ...(dissolvedOn !== null && dissolvedOn <= day
      ? [t("sentence.dissolved", { day: dissolvedOn })]
      : []),
    ...(secretary !== null && "name" in secretary
      ? [t("sentence.secretary", { name: secretary.name })]
      : []),
    ...(places.nodes.length === 0 ? [] : [t("sentence.covers", { count: places.nodes.length })]),
    ...(children.nodes.length === 0
      ? []
      : [t("sentence.children", { count: children.nodes.length })]),
    ...(termEndsOn === null
      ? []
      : [t(termEndsOn < day ? "sentence.termOver" : "sentence.term", { day: termEndsOn })]),
  ];
}

function ofPerson(t: Say, node: Of<"Person">): string[] {
  const posts = node.posts.nodes.map(({ role, organization, place }) =>
    t("sentence.post", {
      at: organization?.name ?? place?.name ?? "",
      role: word(t, "post", role),
    }),
  );
  return [
    ...(node.category === null ? [] : [word(t, "category", node.category)]),
    ...(node.organization === null ? [] : [t("sentence.member", { name: node.organization.name })]),
    ...posts.slice(0, NAMED_ABOVE),
  ];
}

function ofPlace(t: Say, node: Extract<Node, { organizations: unknown }>): string[] {
  const found: string[] = [];
  if ("households" in node && node.households !== null) {
    found.push(t("sentence.households", { count: node.households }));
  }
  if ("floors" in node && node.floors !== null) {
    found.push(t("sentence.floors", { count: node.floors }));
  }
  if ("communities" in node) {
    found.push(t("sentence.communities", { count: node.communities.nodes.length }));
  }
  if (node.__typename === "Community") {
    found.push(t("sentence.compounds", { count: node.compounds.nodes.length }));
  }
  if ("buildings" in node) {
    found.push(t("sentence.buildings", { count: node.buildings.nodes.length }));
  }
  if ("buildingUnits" in node) {
    found.push(t("sentence.units", { count: node.buildingUnits.nodes.length }));
  }
  if ("leader" in node) {
    found.push(
      node.leader !== null && "name" in node.leader
        ? t("sentence.leader", { name: node.leader.name })
        : t("sentence.noLeader"),
    );
  }
  const group = node.__typename === "BuildingUnit" ? node.building?.partyGroup : undefined;
  const [first] = node.organizations.nodes;
  const covering = first ?? group;
  found.push(
    covering == null
      ? t("sentence.uncovered")
      : t("sentence.covered", {
          name: covering.name,
          more: Math.max(0, node.organizations.nodes.length - 1),
        }),
  );
  return found;
}
