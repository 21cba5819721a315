/** What is known to have happened to an entity, each with its day. */

import type { Say } from "@/shared/texts/text";
import { word } from "@/shared/words";
import type { Node, PostRow } from "./describe";
import type { PlaceTurnsQuery, TimelineQuery } from "./Timeline.generated";

export interface Happening {
  on: string;
  text: string;
  link: { id: string; name: string } | null;
}

/** The entity's own days: founded, dissolved, its term, joined, held. */
export function ownDays(t: Say, node: Node): Happening[] {
  const days: readonly (readonly [string | null | undefined, string])[] =
    node.__typename === "PartyOrganization"
      ? [
          [node.establishedOn, t("timeline.established")],
          [node.dissolvedOn, t("timeline.dissolved")],
          [node.termStartedOn, t("column.termStarted")],
          [node.termEndsOn, t("column.termEnds")],
        ]
      : node.__typename === "Person"
        ? [[node.joinedOn, t("column.joinedOn")]]
        : node.__typename === "DualRegistration"
          ? [[node.registeredOn, t("type.DualRegistration")]]
          : node.__typename === "Activity"
            ? [[node.heldOn, t("type.Activity")]]
            : "until" in node
              ? [
                  [node.since, t("column.since")],
                  [node.until, t("column.until")],
                ]
              : [];
  return days.flatMap(([on, text]) => (on == null ? [] : [{ on, text, link: null }]));
}

/** Posts and liaisons that began or ended, out of answers for several days. */
export function ofPosts(t: Say, answers: readonly TimelineQuery[], person: boolean): Happening[] {
  const found = new Map<string, Happening>();
  const add = (key: string, on: string | null, text: string, link: Happening["link"]) => {
    if (on !== null) found.set(key, { on, text, link });
  };
  const addBoth = (
    row: { id: string; since: string | null; until: string | null },
    role: string,
    link: Happening["link"],
  ) => {
    add(`${row.id} since`, row.since, t("timeline.begins", { role }), link);
    add(`${row.id} until`, row.until, t("timeline.ends", { role }), link);
  };
  for (const { node, posts } of answers) {
    const rows: readonly PostRow[] = [
      ...(node !== null && "posts" in node ? node.posts.nodes : []),
      ...(posts?.nodes ?? []),
    ];
    for (const row of rows) {
      addBoth(row, word(t, "post", row.role), person ? (row.organization ?? row.place) : row.holder);
    }
    for (const row of node !== null && "liaisons" in node ? node.liaisons.nodes : []) {
      addBoth(row, word(t, "liaison", row.role), row.officer ?? row.unit);
    }
  }
  return [...found.values()];
}

/** What gained or lost the place an organization. */
export function ofCoverage(t: Say, id: string, answer: PlaceTurnsQuery | undefined): Happening[] {
  return (answer?.coverageChange.events ?? []).flatMap(({ place, on, gained, kind, organization }) =>
    place.id !== id || on === null
      ? []
      : [
          {
            on,
            text: t(gained ? "timeline.gained" : "timeline.lost", {
              event: word(t, gained ? "gainedBy" : "lostBy", kind),
            }),
            link: organization,
          },
        ],
  );
}
