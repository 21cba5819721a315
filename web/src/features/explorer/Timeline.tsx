/** An entity's history in days: what it is said to have been, newest first. */

import { useQueries } from "@tanstack/react-query";

import { addressOf, COVERED_KINDS, frameOf } from "@/shared/address";
import { monthsBefore, useAddress } from "@/shared/frame";
import { currentLanguage } from "@/shared/language";
import { useText } from "@/shared/texts/text";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { answerTo, useAsk, useToken } from "@/shared/useAsk";
import type { Node } from "./describe";
import { ofCoverage, ofPosts, ownDays } from "./happened";
import { PlaceTurnsDocument, TimelineDocument, type TimelineQuery } from "./Timeline.generated";

/** Posts are asked for on these days alone: what began and ended between two of them is not found. */
const MONTHS_APART = 6;
const ASKED = 11;
const SHOWN = 40;
const WITH_POSTS: readonly string[] = ["PartyOrganization", "Person", "Community"];

export function Timeline({ node }: { node: Node }) {
  const { t } = useText();
  const { state, day } = useAddress("entity");
  const token = useToken();
  const place = "ancestors" in node && "code" in node ? node.code : null;
  const asked = { id: node.id, posts: { place: { code: { eq: place ?? "" } } }, place: place !== null };
  const days = Array.from({ length: ASKED }, (_, index) => monthsBefore(day, index * MONTHS_APART));
  const answers = useQueries({
    queries: days.map((on) => ({
      queryKey: [TimelineDocument.name, { day: on, ...asked }, token, currentLanguage()],
      queryFn: () => answerTo(TimelineDocument, { day: on, ...asked }, token),
      enabled: place !== null || WITH_POSTS.includes(node.__typename),
      retry: false,
    })),
    combine: (results) =>
      results.flatMap(({ data }): TimelineQuery[] => (data === undefined ? [] : [data.data])),
  });
  const of = "kind" in node ? COVERED_KINDS.find((kind) => kind === node.kind) : undefined;
  const turns = useAsk(
    PlaceTurnsDocument,
    { of: of ?? "BUILDING", code: place ?? "", from: days.at(-1) ?? day, day },
    { enabled: of !== undefined && place !== null, keep: false },
  );
  const happened = [
    ...ownDays(t, node),
    ...ofPosts(t, answers, node.__typename === "Person"),
    ...ofCoverage(t, node.id, turns.data?.data),
  ].sort((a, b) => b.on.localeCompare(a.on));
  if (happened.length === 0) return null;
  return (
    <Panel
      title={t("timeline")}
      note={t("timeline.note")}
      className="happened"
      tools={<ShowQuery document={TimelineDocument} variables={{ day, ...asked }} />}
    >
      <ol className="events">
        {happened.slice(0, SHOWN).map(({ on, text, link }) => (
          <li key={`${on} ${text} ${link?.id ?? ""}`} data-ahead={on > day || undefined}>
            <time>{on}</time>
            {text}
            {link !== null && (
              <>
                {" "}
                <Door href={addressOf.entity(frameOf(state), link.id)}>{link.name}</Door>
              </>
            )}
          </li>
        ))}
      </ol>
      {happened.length > SHOWN && (
        <p className="note">{t("timeline.first", { shown: SHOWN, count: happened.length })}</p>
      )}
    </Panel>
  );
}
