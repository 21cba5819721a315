/** What the rules would find anew, and no longer, if the plan were carried out. */

import { useMemo } from "react";

import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import {
  PlanFindingsDocument,
  type PlanFindingFragment,
  type PlanFindingsQueryVariables,
} from "./Plan.generated";

interface Row {
  finding: PlanFindingFragment;
  fresh: boolean;
}

export function PlanFindings({ variables }: { variables: PlanFindingsQueryVariables }) {
  const { t, language } = useText();
  const { state, change } = useAddress("coverage");
  const query = useAsk(PlanFindingsDocument, variables);
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      {
        id: "change",
        header: t("column.change"),
        width: 4,
        value: ({ fresh }) => t(fresh ? "plan.change.new" : "plan.change.settled"),
      },
      {
        id: "severity",
        header: t("column.severity"),
        width: 4,
        value: ({ finding }) => t(`severity.${finding.rule.severity}`),
      },
      {
        id: "subject",
        header: t("column.subject"),
        width: 13,
        value: ({ finding }) => finding.subjectName,
      },
      {
        id: "rule",
        header: t("column.rule"),
        width: 11,
        value: ({ finding: { rule } }) => (language === "zh" ? rule.titleZh : rule.title),
      },
      {
        id: "message",
        header: t("column.message"),
        width: 26,
        value: ({ finding }) => (language === "zh" ? finding.messageZh : finding.message),
      },
    ],
    [t, language],
  );
  return (
    <Answer query={query} rows={3}>
      {({ audit, whatIf }) => {
        const rows = turned(audit.nodes, whatIf.audit.nodes);
        const fresh = rows.filter((row) => row.fresh).length;
        return (
          <>
            <h3>
              {t("plan.found")}{" "}
              <span className="note">
                {t("plan.new", { count: fresh })} · {t("plan.settled", { count: rows.length - fresh })}
              </span>
            </h3>
            <DataTable
              name={t("plan.found")}
              columns={columns}
              rows={rows}
              rowKey={({ finding }) => finding.id}
              order={readOrder(state.foundSort, columns)}
              onOrder={(order) => change({ foundSort: writeOrder(order) })}
              tools={<ShowQuery document={PlanFindingsDocument} variables={variables} />}
              nothing={t("plan.noFound")}
            />
          </>
        );
      }}
    </Answer>
  );
}

function turned(
  now: readonly PlanFindingFragment[],
  then: readonly PlanFindingFragment[],
): readonly Row[] {
  const before = new Set(now.map(({ id }) => id));
  const after = new Set(then.map(({ id }) => id));
  return [
    ...then.filter(({ id }) => !before.has(id)).map((finding) => ({ finding, fresh: true })),
    ...now.filter(({ id }) => !after.has(id)).map((finding) => ({ finding, fresh: false })),
  ];
}
