/** Coverage over the last twelve months as a line. */

import { Line } from "@/shared/charts/Line";
import { useAddress } from "@/shared/frame";
import { CoverageMonthsDocument } from "@/shared/months/Months.generated";
import { monthsVariables, useCoverageMonths } from "@/shared/months/useCoverageMonths";
import { useText } from "@/shared/texts/text";
import { Skeleton } from "@/shared/ui/Answer";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";

export function Months() {
  const { t } = useText();
  const { state, day, within } = useAddress("coverage");
  const counted = { of: state.of, by: state.by.length === 0 ? null : state.by };
  const points = useCoverageMonths(counted, day, within, true);
  return (
    <Panel
      title={t("coverage.months")}
      tools={
        <ShowQuery
          document={CoverageMonthsDocument}
          variables={monthsVariables(counted, day, within)}
        />
      }
    >
      {points === null ? <Skeleton rows={6} /> : <Line points={points} />}
    </Panel>
  );
}
