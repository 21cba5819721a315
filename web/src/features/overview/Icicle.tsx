/** The district as an icicle: as wide as its members are many, as blue as its buildings covered. */

import { hierarchy, partition, type HierarchyRectangularNode } from "d3-hierarchy";
import { useMemo } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { step } from "@/shared/charts/scale";
import { share } from "@/shared/format";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { useAsk } from "@/shared/useAsk";
import { IcicleDocument, type IcicleQuery } from "./Icicle.generated";
import { useFirstStand } from "./useStanding";

const WIDTH = 1200;
const HEIGHT = 190;
const LEVELS = ["SUBDISTRICT", "COMMUNITY", "COMPOUND"] as const;
/** In the drawing's units; a name is written where it fits whole. */
const LETTER = 14.2;
const EDGES = 10;

interface Area {
  code: string;
  name: string;
  members: number;
  total: number;
  covered: number;
  children: Area[];
}

export default function Icicle() {
  const { day, within } = useAddress("overview");
  const query = useAsk(IcicleDocument, { day, within }, { enabled: useFirstStand() });
  return (
    <Answer query={query} rows={6}>
      {(data) => <Drawing data={data} />}
    </Answer>
  );
}

function Drawing({ data }: { data: IcicleQuery }) {
  const { t, locale } = useText();
  const { state } = useAddress("overview");
  const frame = frameOf(state);
  const nodes = useMemo(() => laidOut(data), [data]);
  if (nodes.length === 0) return <p className="nothing">{t("icicle.none")}</p>;
  return (
    <>
      <svg className="icicle" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={t("icicle.title")}>
        {nodes.map((node) => {
          const { code, name, members, total, covered } = node.data;
          const width = node.x1 - node.x0;
          const label = t("icicle.area", {
            name,
            members,
            covered,
            total,
            share: share(covered, total, locale),
          });
          return (
            <Door
              key={code}
              href={
                node.depth === 3
                  ? addressOf.elevation(frame, code)
                  : addressOf.overview({ ...frame, place: code })
              }
              label={label}
            >
              <rect
                aria-hidden="true"
                className={total === 0 ? "nodata" : `step-${step(covered / total)}`}
                x={node.x0}
                y={node.y0}
                width={Math.max(0, width - 1)}
                height={node.y1 - node.y0 - 1}
              >
                <title>{label}</title>
              </rect>
              {width >= name.length * LETTER + EDGES && (
                <text
                  aria-hidden="true"
                  className={total === 0 ? "on-nodata" : `on-step-${step(covered / total)}`}
                  x={node.x0 + 5}
                  y={(node.y0 + node.y1) / 2 + 4}
                >
                  {name}
                </text>
              )}
            </Door>
          );
        })}
      </svg>
      <Legend />
    </>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <p className="legend">
      {[0, 1, 2, 3, 4].map((index) => (
        <span key={index}>
          <i className={`swatch step-${index}`} /> {t(`step.${index as 0 | 1 | 2 | 3 | 4}`)}
        </span>
      ))}
      <span>
        <i className="swatch nodata" /> {t("step.nodata")}
      </span>
    </p>
  );
}

function laidOut(data: IcicleQuery): HierarchyRectangularNode<Area>[] {
  const root: Area = { code: "", name: "", members: 0, total: 0, covered: 0, children: [] };
  const members = new Map(
    data.members.groupBy.map((group) => [group.keys[0]?.value ?? "", group.count]),
  );
  const areas = new Map<string, Area>();
  for (const { place, total, covered } of data.coverage.groups) {
    const chain = [place, ...place.ancestors].reverse();
    let above = root;
    for (const kind of LEVELS) {
      const at = chain.find((link) => link.kind === kind);
      if (at === undefined) break;
      let area = areas.get(at.code);
      if (area === undefined) {
        area = { code: at.code, name: at.name, members: 0, total: 0, covered: 0, children: [] };
        areas.set(at.code, area);
        above.children.push(area);
      }
      area.total += total;
      area.covered += covered;
      area.members += members.get(place.code) ?? 0;
      above = area;
    }
  }
  if (root.children.length === 0) return [];
  const tree = hierarchy(root, (area) => area.children)
    // One more than lives there, so that a place without members is not lost.
    .sum((area) => (area.children.length === 0 ? area.members + 1 : 0));
  const drawn = partition<Area>().size([WIDTH, HEIGHT * (4 / 3)])(tree);
  // The root's own row would only say what the heading says.
  for (const node of drawn.descendants()) {
    node.y0 -= HEIGHT / 3;
    node.y1 -= HEIGHT / 3;
  }
  return drawn.descendants().filter((node) => node.depth > 0 && node.x1 - node.x0 > 0.5);
}
