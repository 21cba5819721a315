/** One finding: the sentence, the rule and its source, the limit, and what shows it. */

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { useAsk } from "@/shared/useAsk";
import { word } from "@/shared/words";
import { EvidenceDocument, type EvidenceQuery } from "./Evidence.generated";
import { Corrections } from "./Corrections";
import type { FindingRowFragment } from "./Findings.generated";
import { RulesDocument } from "./Rules.generated";
import { SeverityMark } from "./SeverityMark";
import { useSince } from "./useSince";

type Node = NonNullable<EvidenceQuery["nodes"][number]>;

export function FindingPanel({ finding }: { finding: FindingRowFragment }) {
  const { t, language } = useText();
  const { state, day, within } = useAddress("audit");
  const frame = frameOf(state);
  const ids = finding.evidence.map(({ id }) => id);
  const query = useAsk(EvidenceDocument, { day, ids }, { enabled: ids.length > 0, keep: false });
  const since = useSince(finding.id, day);
  const rules = useAsk(RulesDocument, { day, within });
  const rule = rules.data?.data.auditSummary.find((entry) => entry.rule.id === finding.rule.id)?.rule;
  return (
    <aside className="side" aria-label={finding.subjectName}>
      <h3>
        <SeverityMark severity={finding.rule.severity} />{" "}
        {language === "zh" ? finding.rule.titleZh : finding.rule.title}
      </h3>
      <p>
        <Door href={addressOf.entity(frame, finding.subject.id)}>{finding.subjectName}</Door>
      </p>
      <p>{language === "zh" ? finding.messageZh : finding.message}</p>
      <dl className="facts">
        {since !== null && (
          <>
            <dt>{t("audit.sinceWhen")}</dt>
            <dd data-testid="since">
              {t(since.exactly ? "audit.sinceDay" : "audit.sinceBefore", { day: since.day })}
            </dd>
          </>
        )}
        {finding.threshold !== null && (
          <>
            <dt>{t("audit.threshold")}</dt>
            <dd>{finding.threshold}</dd>
          </>
        )}
        {rule !== undefined && (
          <>
            <dt>{t("audit.source")}</dt>
            <dd>{rule.source}</dd>
          </>
        )}
      </dl>
      {ids.length > 0 && (
        <>
          <h3>{t("audit.evidence")}</h3>
          <Answer query={query} rows={2}>
            {({ nodes }) => (
              <ul className="doors" data-testid="evidence">
                {nodes
                  .filter((node) => node !== null)
                  .map((node) => (
                    <li key={node.id}>
                      <Door href={addressOf.entity(frame, node.id)}>
                        <span>{nameOf(node)}</span>
                        <small>{word(t, "type", node.__typename)}</small>
                      </Door>
                    </li>
                  ))}
              </ul>
            )}
          </Answer>
        </>
      )}
      <Corrections finding={finding} />
    </aside>
  );

  function nameOf(node: Node): string {
    if ("name" in node) return node.name;
    if ("person" in node) return node.person.name;
    if ("holder" in node) return `${word(t, "post", node.role)} ${node.holder.name}`;
    if ("liaisonRole" in node) {
      return `${word(t, "liaison", node.liaisonRole)} ${node.officer?.name ?? ""}`;
    }
    return node.id;
  }
}
