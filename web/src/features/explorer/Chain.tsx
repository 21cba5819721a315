/** The chain upward: the places above, and the organizations from this one's up to the top. */

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Door } from "@/shared/ui/Door";
import { word } from "@/shared/words";
import type { Node } from "./describe";
import type { OrganizationLinkFragment } from "./Entity.generated";

export function Chain({ node }: { node: Node }) {
  const { t } = useText();
  const { state } = useAddress("entity");
  const frame = frameOf(state);
  const places = "ancestors" in node ? [...node.ancestors].reverse() : [];
  const lines = linesOf(node);
  return (
    <div className="chain">
      {places.length > 0 && (
        <nav className="crumbs" aria-label={t("frame.chain")}>
          {places.map(({ id, name }) => (
            <Door key={id} href={addressOf.entity(frame, id)}>
              {name}
            </Door>
          ))}
          <b>{"name" in node ? node.name : ""}</b>
        </nav>
      )}
      {lines.map((line) => (
        <ol key={line.at(-1)?.id} className="line-up" aria-label={t("entity.line")}>
          {line.map((organization) => (
            <li key={organization.id} data-here={organization.id === node.id || undefined}>
              <small>{word(t, "organization", organization.kind)}</small>
              <Door href={addressOf.entity(frame, organization.id)}>{organization.name}</Door>
            </li>
          ))}
        </ol>
      ))}
      {"organizations" in node && lines.length === 0 && (
        <p className="gap-mark">◇ {t("entity.uncovered")}</p>
      )}
    </div>
  );
}

/** Each from the top down to what covers or is the node. */
function linesOf(node: Node): OrganizationLinkFragment[][] {
  if (node.__typename === "PartyOrganization") {
    return [
      [
        ...[...node.parentOrganizations].reverse(),
        { __typename: node.__typename, id: node.id, name: node.name, kind: node.organizationKind },
      ],
    ];
  }
  // A stairwell is reached through its building's group.
  if (node.__typename === "BuildingUnit" && node.organizations.nodes.length === 0) {
    const group = node.building?.partyGroup ?? null;
    return group === null ? [] : [[...[...group.ancestors].reverse(), group]];
  }
  if ("organizations" in node) {
    return node.organizations.nodes.map((organization) => [
      ...[...organization.ancestors].reverse(),
      organization,
    ]);
  }
  return [];
}
