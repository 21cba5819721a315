/** The catalogue with what each rule finds; choosing one narrows the findings to it. */

import { addressOf, frameOf } from "@/shared/address";
import { count } from "@/shared/format";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { RulesDocument } from "./Rules.generated";
import { SeverityMark } from "./SeverityMark";

export function Rules() {
  const { t, locale, language } = useText();
  const { state, day, within } = useAddress("audit");
  const query = useAsk(RulesDocument, { day, within });
  const frame = frameOf(state);
  const { severity, since, grouped } = state;
  return (
    <Panel
      title={t("audit.rules")}
      tools={<ShowQuery document={RulesDocument} variables={{ day, within }} />}
      className="rules"
    >
      <Answer query={query} rows={12}>
        {({ auditSummary }) => {
          const shown = auditSummary.filter(
            ({ rule }) => severity.length === 0 || severity.includes(rule.severity),
          );
          const total = shown.reduce((sum, { count: found }) => sum + found, 0);
          return (
            <ul className="doors" data-testid="rules">
              <li>
                <Door
                  href={addressOf.audit(frame, { severity, since, grouped })}
                  current={state.rule === null}
                >
                  <span>{t("audit.allRules")}</span>
                  <b className="figure">{count(total, locale)}</b>
                </Door>
              </li>
              {shown
                .filter(({ count: found }) => found > 0)
                .map(({ rule, count: found }) => (
                  <li key={rule.id}>
                    <Door
                      href={addressOf.audit(frame, {
                        severity,
                        since,
                        grouped,
                        rule: rule.id,
                      })}
                      current={state.rule === rule.id}
                      title={rule.description}
                    >
                      <span>
                        <SeverityMark severity={rule.severity} />{" "}
                        {language === "zh" ? rule.titleZh : rule.title}
                      </span>
                      <b className="figure">{count(found, locale)}</b>
                    </Door>
                  </li>
                ))}
              <li>
                <details>
                  <summary>
                    {t("audit.quietRules", {
                      count: shown.filter(({ count: found }) => found === 0).length,
                    })}
                  </summary>
                  {shown
                    .filter(({ count: found }) => found === 0)
                    .map(({ rule }) => (
                      <p key={rule.id} className="note">
                        {language === "zh" ? rule.titleZh : rule.title}
                      </p>
                    ))}
                </details>
              </li>
            </ul>
          );
        }}
      </Answer>
    </Panel>
  );
}
