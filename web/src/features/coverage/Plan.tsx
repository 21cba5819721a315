/** What if each chosen gap got an organization: coverage, findings, and the plan as a list. */

import { useMemo } from "react";

import { addressOf, frameOf, ORGANIZATION_KINDS } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Code } from "@/shared/ui/Code";
import { Door } from "@/shared/ui/Door";
import { Change, PartOf } from "@/shared/ui/Figures";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { Apply } from "@/shared/whatif/Apply";
import { FindingsTurned } from "@/shared/whatif/FindingsTurned";
import { GapsDocument } from "./Gaps.generated";
import { placeColumns } from "./placeColumns";
import { plannedKind, planOf, type Planned } from "./plan";
import { PlanDocument, type PlanQueryVariables } from "./Plan.generated";

export function Plan() {
  const { t } = useText();
  const { state, day, within, change } = useAddress("coverage");
  const asked = { day, within, of: state.of, by: state.by.length === 0 ? null : state.by };
  const gaps = useAsk(GapsDocument, asked);
  const kind = plannedKind(state);
  return (
    <Panel
      className="plan"
      title={t("plan.title", { count: state.plan.length })}
      note={
        <select
          aria-label={t("plan.kind")}
          value={kind}
          onChange={({ target }) => {
            const planned = ORGANIZATION_KINDS.find((value) => value === target.value);
            if (planned !== undefined) change({ planned });
          }}
        >
          {ORGANIZATION_KINDS.map((value) => (
            <option key={value} value={value}>
              {t(`organization.${value}`)}
            </option>
          ))}
        </select>
      }
      tools={
        <button
          type="button"
          className="tool"
          onClick={() => change({ plan: [], planned: "own", planSort: null, foundSort: null })}
        >
          {t("plan.clear")}
        </button>
      }
    >
      <Answer query={gaps} rows={4}>
        {({ coverage }) => {
          const plan = planOf(coverage.gaps.nodes, state.plan, kind, day);
          const gone = state.plan.length - plan.length;
          return (
            <>
              {gone > 0 && <p className="note">{t("plan.gone", { count: gone })}</p>}
              {plan.length === 0 ? (
                <p className="nothing">{t("plan.nothing")}</p>
              ) : (
                <Outcome plan={plan} asked={asked} />
              )}
            </>
          );
        }}
      </Answer>
    </Panel>
  );
}

interface OutcomeProps {
  plan: readonly Planned[];
  asked: Omit<PlanQueryVariables, "changes">;
}

function Outcome({ plan, asked }: OutcomeProps) {
  const { t } = useText();
  const { state, change } = useAddress("coverage");
  const frame = frameOf(state);
  const variables = { ...asked, changes: plan.map(({ establish }) => ({ establish })) };
  const query = useAsk(PlanDocument, variables);
  const columns = useMemo<readonly Column<Planned>[]>(
    () => [
      ...placeColumns<Planned>(t, frame, ({ gap }) => gap.place),
      {
        id: "members",
        header: t("column.members"),
        numeric: true,
        width: 5,
        value: ({ gap }) => gap.members,
      },
      {
        id: "established",
        header: t("column.established"),
        width: 13,
        value: ({ establish }) => establish.name,
      },
      {
        id: "newCode",
        header: t("column.newCode"),
        width: 17,
        value: ({ establish }) => establish.code,
        cell: ({ establish }) => <Code code={establish.code} />,
      },
      {
        id: "under",
        header: t("column.under"),
        width: 14,
        value: ({ gap }) => gap.nearest?.name ?? null,
        cell: ({ gap }) =>
          gap.nearest === null ? (
            "—"
          ) : (
            <Door href={addressOf.entity(frame, gap.nearest.id)}>{gap.nearest.name}</Door>
          ),
      },
      { id: "on", header: t("column.on"), width: 7, value: ({ establish }) => establish.on },
    ],
    [t, frame.place, frame.day, frame.with],
  );
  return (
    <>
      <Answer query={query} rows={1}>
        {({ coverage, whatIf }) => (
          <p className="plan-outcome" role="status">
            {t("plan.now")} <PartOf part={coverage.covered} whole={coverage.total} /> →{" "}
            {t("plan.then")} <PartOf part={whatIf.coverage.covered} whole={whatIf.coverage.total} />{" "}
            <Change value={whatIf.coverage.covered - coverage.covered} />
          </p>
        )}
      </Answer>
      <DataTable
        name={t("plan.list")}
        columns={columns}
        rows={plan}
        rowKey={({ gap }) => gap.place.id}
        at="plan"
        order={readOrder(state.planSort, columns)}
        onOrder={(order) => change({ planSort: writeOrder(order) })}
        tools={<ShowQuery document={PlanDocument} variables={variables} />}
        nothing={t("plan.nothing")}
      />
      <Apply
        changes={variables.changes}
        count={plan.length}
        onDone={() => change({ plan: [], planned: "own", planSort: null, foundSort: null })}
      />
      <FindingsTurned
        variables={{ day: asked.day, within: asked.within, changes: variables.changes }}
        order={state.foundSort}
        onOrder={(foundSort) => change({ foundSort })}
      />
    </>
  );
}
