/** What changed since the comparison day; each row opens the list that it counts. */

import { addressOf, frameOf } from "@/shared/address";
import { count, dayInWords } from "@/shared/format";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { logged } from "@/shared/logged";
import { postsWhere } from "@/shared/where";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk, useSeesPeople } from "@/shared/useAsk";
import { word } from "@/shared/words";
import { ChangedDocument, LoadsDocument } from "./Changed.generated";
import { useFirstStand } from "./useStanding";

const SHOWN = 6;

export function Changed() {
  const { t, locale } = useText();
  const { state, day, compareDay, within } = useAddress("overview");
  const frame = frameOf(state);
  const from = compareDay ?? day;
  const variables = { day, from, within, posts: postsWhere(within, { from, to: day }) };
  const first = useFirstStand();
  const query = useAsk(ChangedDocument, variables, { enabled: first && compareDay !== null });
  // The log is for administrators.
  const admin = useSeesPeople();
  const loads = useAsk(
    LoadsDocument,
    { within, ...logged(from, true) },
    { enabled: first && admin && compareDay !== null },
  );
  const loaded = loads.data?.data.auditLog.totalCount;
  if (compareDay === null) {
    return (
      <Panel title={t("changed.title")}>
        <p className="nothing">{t("changed.off")}</p>
      </Panel>
    );
  }
  return (
    <Panel
      title={t("changed.title")}
      note={t("changed.since", { day: dayInWords(compareDay, locale) })}
      tools={<ShowQuery document={ChangedDocument} variables={variables} />}
    >
      <Answer query={query} rows={7}>
        {({ coverageChange, appointed, termsEnded, termsOverdue }) => {
          const group = { of: "BUILDING", by: ["GROUP"] } as const;
          const rows = [
            ["changed.gained", coverageChange.gained.totalCount, addressOf.coverage(frame, { ...group, show: "gained" })],
            ["changed.lost", coverageChange.lost.totalCount, addressOf.coverage(frame, { ...group, show: "lost" })],
            ["changed.appointed", appointed.totalCount, addressOf.list(frame, "posts", { since: from, until: day })],
            ["changed.termsEnded", termsEnded.totalCount, addressOf.list(frame, "organizations", { since: from, until: day })],
            ["changed.termsOverdue", termsOverdue.totalCount, addressOf.audit(frame, { terms: "overdue" })],
          ] as const;
          return (
            <>
              <ul className="doors">
                {rows.map(([key, value, href]) => (
                  <li key={key}>
                    <Door href={href}>
                      <span>{t(key)}</span>
                      <b className="figure">{count(value, locale)}</b>
                    </Door>
                  </li>
                ))}
                {loaded !== undefined && (
                  <li>
                    <Door href={addressOf.data(frame, { since: from, loads: "only" })}>
                      <span>{t("changed.loads")}</span>
                      <b className="figure">{count(loaded, locale)}</b>
                    </Door>
                  </li>
                )}
              </ul>
              <ul className="events">
                {coverageChange.events.slice(0, SHOWN).map((event) => (
                  <li key={`${event.place.id} ${event.on} ${event.organization.id}`}>
                    <time>{event.on ?? "—"}</time>
                    <Door href={addressOf.entity(frame, event.place.id)}>{event.place.name}</Door>{" "}
                    {word(t, event.gained ? "gainedBy" : "lostBy", event.kind)}{" "}
                    <Door href={addressOf.entity(frame, event.organization.id)}>
                      {event.organization.name}
                    </Door>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Answer>
    </Panel>
  );
}
