/** The findings of the rules chosen, by place; one chosen shows its evidence at the side. */

import { useMemo, type ReactNode } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { byCommunity, communityOf } from "./communities";
import { FindingPanel } from "./FindingPanel";
import {
  FindingsChangeDocument,
  FindingsDocument,
  type FindingRowFragment,
} from "./Findings.generated";
import { SeverityMark } from "./SeverityMark";

const RANK = { ERROR: 0, WARN: 1, INFO: 2 } as const;

export function Findings() {
  const { t, language } = useText();
  const { state, day, compareDay, within, change } = useAddress("audit");
  const rules = state.rule === null ? null : [state.rule];
  const severities = state.severity.length === 0 ? null : state.severity;
  const since = compareDay === null ? "all" : state.since;
  const variables = { day, within, rules, severities };
  const changed = { from: compareDay ?? day, to: day, within, rules, severities };
  const query = useAsk(FindingsDocument, variables, {
    enabled: since === "all" || since === "standing",
  });
  const turned = useAsk(FindingsChangeDocument, changed, { enabled: since !== "all" });
  const frame = frameOf(state);
  const columns = useMemo<readonly Column<FindingRowFragment>[]>(
    () => [
      {
        id: "severity",
        header: t("column.severity"),
        width: 4,
        value: ({ rule }) => RANK[rule.severity],
        cell: ({ rule }) => <SeverityMark severity={rule.severity} />,
      },
      {
        id: "community",
        header: t("kind.COMMUNITY"),
        width: 8,
        value: (finding) => communityOf(finding)?.name ?? null,
      },
      {
        id: "subject",
        header: t("column.subject"),
        width: 15,
        value: (finding) => finding.subjectName,
        cell: (finding) => (
          <Door href={addressOf.entity(frame, finding.subject.id)}>{finding.subjectName}</Door>
        ),
      },
      {
        id: "rule",
        header: t("column.rule"),
        width: 11,
        value: ({ rule }) => (language === "zh" ? rule.titleZh : rule.title),
      },
      {
        id: "message",
        header: t("column.message"),
        width: 26,
        value: (finding) => (language === "zh" ? finding.messageZh : finding.message),
      },
    ],
    [t, language, frame.place, frame.day, frame.with],
  );

  const group = useMemo(
    () => (state.grouped === "place" ? byCommunity(frame) : undefined),
    [state.grouped, frame.place, frame.day, frame.with],
  );

  const show = (findings: readonly FindingRowFragment[], tools: ReactNode) => {
    const selected = findings.find(({ id }) => id === state.selected);
    return (
      <div className={selected === undefined ? "" : "wide-and-side"}>
        <DataTable
          name={t("audit.findings")}
          columns={columns}
          rows={findings}
          rowKey={({ id }) => id}
          group={group}
          order={readOrder(state.sort, columns, null)}
          part={state}
          onPart={change}
          onOrder={(order) => change({ sort: writeOrder(order) })}
          about={[
            [t("column.rule"), state.rule ?? t("audit.allRules")],
            [t("audit.severity"), state.severity.join(" ") || t("state.all")],
            [t("audit.since"), t(`audit.since.${since}`)],
          ]}
          selected={state.selected}
          onSelect={({ id }) => change({ selected: id === state.selected ? null : id })}
          tools={tools}
          nothing={t("audit.none")}
        />
        {selected !== undefined && <FindingPanel finding={selected} />}
      </div>
    );
  };

  return (
    <Panel title={t("audit.findings")} className="findings">
      {since === "all" ? (
        <Answer query={query} rows={14}>
          {({ audit }) =>
            show(audit.nodes, <ShowQuery document={FindingsDocument} variables={variables} />)
          }
        </Answer>
      ) : (
        <Answer query={turned} rows={14}>
          {({ auditChange }) => {
            const tools = <ShowQuery document={FindingsChangeDocument} variables={changed} />;
            if (since === "appeared") return show(auditChange.appeared, tools);
            if (since === "gone") return show(auditChange.gone, tools);
            const fresh = new Set(auditChange.appeared.map(({ id }) => id));
            return (
              <Answer query={query} rows={14}>
                {({ audit }) => show(audit.nodes.filter(({ id }) => !fresh.has(id)), tools)}
              </Answer>
            );
          }}
        </Answer>
      )}
    </Panel>
  );
}
