/** Communities at the left, companies at the right, a band for each pair, as thick as its posts. */

import { useText } from "@/shared/texts/text";
import { keyOf, type Pair } from "./pair";

const WIDTH = 470;
const LINE = 18;
const LEFT = 96;
const RIGHT = WIDTH - 205;

interface Props {
  pairs: readonly Pair[];
  selected: string | null;
  onSelect(pair: Pair): void;
}

export function TwoSides({ pairs, selected, onSelect }: Props) {
  const { t } = useText();
  if (pairs.length === 0) return <p className="nothing">{t("cross.none")}</p>;
  const communities = sideOf(pairs.map(({ community }) => community));
  // A company stands at the height of the communities that it works in: fewer crossings.
  const companies = ordered(pairs, communities);
  const lines = Math.max(communities.size, companies.size);
  const height = lines * LINE + 12;
  const at = (side: ReadonlyMap<string, number>, code: string) =>
    ((side.get(code) ?? 0) + 0.5) * (lines / side.size) * LINE + 6;
  return (
    <div className="two-sides-scroll">
      <svg className="two-sides" viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-label={t("cross.picture")}>
        {pairs.map((pair) => {
          const y1 = at(communities, pair.community.code);
          const y2 = at(companies, pair.company.code);
          const middle = (LEFT + RIGHT) / 2;
          const words = `${pair.community.name} – ${pair.company.name}: ${t(`cross.${pair.status}`)}, ${pair.appointments.length}`;
          const chosen = keyOf(pair) === selected;
          return (
            <path
              key={keyOf(pair)}
              className="band-line"
              data-status={pair.status}
              data-chosen={chosen || undefined}
              d={`M${LEFT} ${y1}C${middle} ${y1} ${middle} ${y2} ${RIGHT} ${y2}`}
              strokeWidth={Math.min(8, 1.5 + pair.appointments.length * 1.2)}
              role="button"
              tabIndex={0}
              aria-pressed={chosen}
              aria-label={words}
              onClick={() => onSelect(pair)}
              onKeyDown={(event) => {
                if (event.key === "Enter" || event.key === " ") {
                  event.preventDefault();
                  onSelect(pair);
                }
              }}
            >
              <title>{words}</title>
            </path>
          );
        })}
        {[...new Map(pairs.map(({ community }) => [community.code, community])).values()].map(
          ({ code, name }) => (
            <text key={code} x={LEFT - 6} y={at(communities, code) + 4} textAnchor="end">
              {name}
            </text>
          ),
        )}
        {[...new Map(pairs.map(({ company }) => [company.code, company])).values()].map(
          ({ code, name }) => (
            <text key={code} x={RIGHT + 6} y={at(companies, code) + 4}>
              {name.length > 16 ? `${name.slice(0, 15)}…` : name}
            </text>
          ),
        )}
      </svg>
    </div>
  );
}

function sideOf(nodes: readonly { code: string }[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { code } of nodes) if (!found.has(code)) found.set(code, found.size);
  return found;
}

function ordered(pairs: readonly Pair[], communities: ReadonlyMap<string, number>) {
  const heights = new Map<string, number[]>();
  for (const { community, company } of pairs) {
    const at = heights.get(company.code) ?? [];
    at.push(communities.get(community.code) ?? 0);
    heights.set(company.code, at);
  }
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const sorted = [...heights].sort(([, a], [, b]) => mean(a) - mean(b));
  return new Map(sorted.map(([code], index) => [code, index]));
}
