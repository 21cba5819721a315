/** What there is, kind by kind, each figure a list; and how to search. */

import { addressOf, frameOf, ORGANIZATION_KINDS, type ListName } from "@/shared/address";
import { count } from "@/shared/format";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { postsWhere } from "@/shared/where";
import { CountsDocument, type CountsQuery } from "./Counts.generated";

const PLACES = [
  ["SUBDISTRICT", "subdistricts"],
  ["COMMUNITY", "communities"],
  ["GRID", "grids"],
  ["MICRO_GRID", "microGrids"],
  ["COMPOUND", "compounds"],
  ["BUILDING", "buildings"],
  ["BUILDING_UNIT", "buildingUnits"],
] as const;

export default function Explorer() {
  const { t } = useText();
  const { state, day, within } = useAddress("explorer");
  const frame = frameOf(state);
  const variables = {
    day,
    within,
    companies: within === null ? {} : { compounds: { some: { within } } },
    liaisonUnits: within === null ? {} : { liaisons: { some: { community: { within } } } },
    posts: postsWhere(within, { from: null, to: null }),
  };
  const query = useAsk(CountsDocument, variables);
  return (
    <>
      <h1 className="view-title">
        {t("view.explorer")} <small>{t("explorer.hint")}</small>
      </h1>
      <Answer query={query} rows={12}>
        {(data) => (
          <div className="columns">
            <Panel
              title={t("explorer.places")}
              tools={<ShowQuery document={CountsDocument} variables={variables} />}
            >
              <ul className="doors">
                {PLACES.map(([kind, list]) => (
                  <Row
                    key={list}
                    href={addressOf.list(frame, list)}
                    label={t(`list.${list}`)}
                    value={countOf(data.places.groupBy, kind)}
                  />
                ))}
              </ul>
            </Panel>
            <Panel title={t("list.organizations")}>
              <ul className="doors">
                {ORGANIZATION_KINDS.map((kind) => (
                  <Row
                    key={kind}
                    href={addressOf.list(frame, "organizations", { kinds: [kind] })}
                    label={t(`organization.${kind}`)}
                    value={countOf(data.partyOrganizations.groupBy, kind)}
                  />
                ))}
              </ul>
            </Panel>
            <Panel title={t("explorer.others")}>
              <ul className="doors">
                {others(data).map(([list, value]) => (
                  <Row
                    key={list}
                    href={addressOf.list(frame, list)}
                    label={t(`list.${list}`)}
                    value={value}
                  />
                ))}
              </ul>
            </Panel>
          </div>
        )}
      </Answer>
    </>
  );
}

function Row({ href, label, value }: { href: string; label: string; value: number }) {
  const { locale } = useText();
  return (
    <li>
      <Door href={href}>
        <span>{label}</span>
        <b className="figure">{count(value, locale)}</b>
      </Door>
    </li>
  );
}

type Groups = CountsQuery["places"]["groupBy"];

function countOf(groups: Groups, kind: string): number {
  return groups.find((group) => group.keys[0]?.value === kind)?.count ?? 0;
}

function others(data: CountsQuery): readonly (readonly [ListName, number])[] {
  return [
    ["members", data.members.totalCount],
    ["posts", data.posts.totalCount],
    ["companies", data.propertyCompanies.totalCount],
    ["liaisonUnits", data.liaisonUnits.totalCount],
    ["facilities", data.facilities.totalCount],
  ];
}
