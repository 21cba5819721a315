/** Coverage over the last twelve months as a line, with what was gained and lost between. */

import { addressOf, frameOf } from "@/shared/address";
import { Line, type Mark } from "@/shared/charts/Line";
import { useAddress } from "@/shared/frame";
import { CoverageMonthsDocument } from "@/shared/months/Months.generated";
import { monthsVariables, useCoverageMonths } from "@/shared/months/useCoverageMonths";
import { useText } from "@/shared/texts/text";
import { Skeleton } from "@/shared/ui/Answer";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { word } from "@/shared/words";
import { useTurns, type Turn } from "./useTurns";

export function Months() {
  const { t } = useText();
  const { state, day, within } = useAddress("coverage");
  const counted = { of: state.of, by: state.by.length === 0 ? null : state.by };
  const points = useCoverageMonths(counted, day, within, true);
  const turns = useTurns(counted, day, within, points !== null);
  const { of, by } = state;
  const days = points?.map((point) => point.day) ?? [];
  const marks = turns.flatMap((turn) =>
    (["gained", "lost"] as const)
      .filter((side) => turn[side] > 0)
      .map((side): Mark => ({
        at: days.indexOf(turn.from) + 0.5,
        up: side === "gained",
        label: said(turn, side),
        // The list of this month alone, which has as many rows.
        href: addressOf.coverage(
          { ...frameOf(state), day: turn.to, with: turn.from },
          { of, by, show: side },
        ),
      })),
  );

  function said(turn: Turn, side: "gained" | "lost"): string {
    const counts = new Map<string, number>();
    for (const { gained, kind } of turn.events) {
      if (gained !== (side === "gained")) continue;
      const what = word(t, "turn", kind);
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    const by = [...counts].map(([what, count]) => `${what} ${count}`).join("、");
    const title = t(`coverage.turn.${side}`, { from: turn.from, to: turn.to, count: turn[side] });
    return by === "" ? title : `${title} (${by})`;
  }

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
      {points === null ? <Skeleton rows={6} /> : <Line points={points} marks={marks} />}
    </Panel>
  );
}
