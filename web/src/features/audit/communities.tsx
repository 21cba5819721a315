/** Findings under the communities that they lie in, those with most errors first. */

import { addressOf, SEVERITIES, type Frame } from "@/shared/address";
import { count } from "@/shared/format";
import type { Grouping } from "@/shared/table/groups";
import { useText } from "@/shared/texts/text";
import { Door } from "@/shared/ui/Door";
import type { FindingPlaceFragment, FindingRowFragment } from "./Findings.generated";
import { SeverityMark } from "./SeverityMark";

type Place = Pick<FindingPlaceFragment, "id" | "name" | "kind">;

/** The community that a finding lies in; null above communities, and where it lies nowhere. */
export function communityOf({ place }: FindingRowFragment): Place | null {
  return placeOf(place, "COMMUNITY");
}

/**
 * Whoever opens the audit looks for where there is most to do: most errors, then most warnings and
 * hints, then by name. Communities of two subdistricts may have one name: their ids tell them apart.
 */
export function byCommunity(frame: Frame): Grouping<FindingRowFragment> {
  return {
    column: "community",
    of: (finding) => communityOf(finding)?.id ?? null,
    compare: (a, b) => {
      const [left, right] = [countsOf(a), countsOf(b)];
      const differing = left.findIndex((found, at) => found !== right[at]);
      return differing === -1
        ? nameOf(a).localeCompare(nameOf(b), "zh-CN")
        : (right[differing] ?? 0) - (left[differing] ?? 0);
    },
    head: (findings) => <Head frame={frame} findings={findings} />,
  };
}

interface Props {
  frame: Frame;
  findings: readonly FindingRowFragment[];
}

function Head({ frame, findings }: Props) {
  const { t, locale } = useText();
  const [first] = findings;
  const community = first === undefined ? null : communityOf(first);
  const above = community === null ? null : placeOf(first?.place ?? null, "SUBDISTRICT");
  const counts = countsOf(findings);
  return (
    <>
      {community === null ? (
        <span>{t("audit.noCommunity")}</span>
      ) : (
        <Door href={addressOf.entity(frame, community.id)}>{community.name}</Door>
      )}
      {above !== null && <small>{above.name}</small>}
      {SEVERITIES.map((severity, at) => {
        const found = counts[at] ?? 0;
        return found === 0 ? null : (
          <span key={severity} className="figure" data-found={severity}>
            <SeverityMark severity={severity} /> {count(found, locale)}
          </span>
        );
      })}
    </>
  );
}

/** How many there are of each severity, the gravest first. */
function countsOf(findings: readonly FindingRowFragment[]): readonly number[] {
  return SEVERITIES.map(
    (severity) => findings.filter(({ rule }) => rule.severity === severity).length,
  );
}

function nameOf([first]: readonly FindingRowFragment[]): string {
  return (first === undefined ? null : communityOf(first))?.name ?? "";
}

function placeOf(place: FindingPlaceFragment | null, kind: Place["kind"]): Place | null {
  if (place === null || place.kind === kind) return place;
  return place.ancestors.find((ancestor) => ancestor.kind === kind) ?? null;
}
