/** What the rules would find anew, and no longer, if changes were carried out. */

import { useMemo } from "react";

import { DataTable } from "../table/DataTable";
import { readOrder, writeOrder, type Column } from "../table/columns";
import { useText } from "../texts/text";
import { Answer } from "../ui/Answer";
import { ShowQuery } from "../ui/ShowQuery";
import { useAsk } from "../useAsk";
import {
  FindingsTurnedDocument,
  type FindingsTurnedQueryVariables,
  type TurnedFindingFragment,
} from "./FindingsTurned.generated";

interface Row {
  finding: TurnedFindingFragment;
  fresh: boolean;
}

interface Props {
  variables: FindingsTurnedQueryVariables;
  /** The order, as an address writes it. */
  order: string | null;
  onOrder(order: string | null): void;
}

export function FindingsTurned({ variables, order, onOrder }: Props) {
  const { t, language } = useText();
  const query = useAsk(FindingsTurnedDocument, variables);
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
              at="found"
              order={readOrder(order, columns)}
              onOrder={(next) => onOrder(writeOrder(next))}
              tools={<ShowQuery document={FindingsTurnedDocument} variables={variables} />}
              nothing={t("plan.noFound")}
            />
          </>
        );
      }}
    </Answer>
  );
}

function turned(
  now: readonly TurnedFindingFragment[],
  then: readonly TurnedFindingFragment[],
): readonly Row[] {
  const before = new Set(now.map(({ id }) => id));
  const after = new Set(then.map(({ id }) => id));
  return [
    ...then.filter(({ id }) => !before.has(id)).map((finding) => ({ finding, fresh: true })),
    ...now.filter(({ id }) => !after.has(id)).map((finding) => ({ finding, fresh: false })),
  ];
}
