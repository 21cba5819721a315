/** What to do next: the gaps where most members live, the errors that are new. */

import { addressOf, frameOf } from "@/shared/address";
import { count } from "@/shared/format";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { ErrorChangeDocument } from "./Errors.generated";
import { NextDocument } from "./Next.generated";
import { useFirstStand } from "./useStanding";

const SHOWN_ERRORS = 6;

export function Next() {
  const { t, language, locale } = useText();
  const { state, day, compareDay, within } = useAddress("overview");
  const frame = frameOf(state);
  const first = useFirstStand();
  const query = useAsk(NextDocument, { day, within }, { enabled: first });
  const errors = useAsk(
    ErrorChangeDocument,
    { from: compareDay ?? day, to: day, within },
    { enabled: first && compareDay !== null },
  );
  const appeared = errors.data?.data.auditChange.appeared ?? [];
  return (
    <Panel
      title={t("next.title")}
      tools={<ShowQuery document={NextDocument} variables={{ day, within }} />}
    >
      <Answer query={query} rows={7}>
        {({ coverage }) => (
          <>
            <h3>
              <Door
                href={addressOf.coverage(frame, {
                  of: "BUILDING",
                  by: ["GROUP"],
                  gapSort: "members.desc",
                })}
              >
                {t("next.gaps", { count: count(coverage.uncovered, locale) })}
              </Door>
            </h3>
            {coverage.gaps.nodes.length === 0 && <p className="nothing">{t("next.noGaps")}</p>}
            <ul className="doors">
              {coverage.gaps.nodes.map(({ place, members, nearest }) => (
                <li key={place.id}>
                  <Door href={addressOf.entity(frame, place.id)}>
                    <span>
                      <span className="gap-mark" aria-hidden="true">
                        ◇
                      </span>{" "}
                      {place.name}
                      <small> {place.parent?.parent?.name}</small>
                      {nearest !== null && (
                        <small className="second"> {t("next.nearest", { name: nearest.name })}</small>
                      )}
                    </span>
                    <b className="figure">{t("unit.members", { count: members })}</b>
                  </Door>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
      {appeared.length > 0 && (
        <>
          <h3>
            <Door href={addressOf.audit(frame, { severity: ["ERROR"], since: "appeared" })}>
              {t("next.errors", { count: appeared.length })}
            </Door>
          </h3>
          <ul className="doors">
            {appeared.slice(0, SHOWN_ERRORS).map((finding) => (
              <li key={finding.id}>
                <Door
                  href={addressOf.audit(frame, {
                    severity: ["ERROR"],
                    since: "appeared",
                    selected: finding.id,
                  })}
                >
                  <span>
                    {finding.subjectName}
                    <small> {language === "zh" ? finding.messageZh : finding.message}</small>
                  </span>
                </Door>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
