/** The places behind the figures: gaps with reasons, covered ones, gained and lost ones. */

import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { ChooseOne } from "@/shared/ui/Choice";
import { Panel } from "@/shared/ui/Panel";
import { Covered } from "./Covered";
import { Gaps } from "./Gaps";
import { Turned } from "./Turned";

const SHOWN = ["gaps", "covered", "gained", "lost"] as const;

export function Places() {
  const { t } = useText();
  const { state, compareDay, change } = useAddress("coverage");
  const shown = compareDay === null ? SHOWN.slice(0, 2) : SHOWN;
  return (
    <Panel
      title={
        <ChooseOne
          label={t("coverage.show")}
          value={state.show}
          options={shown.map((value) => ({ value, label: t(`coverage.show.${value}`) }))}
          onChange={(show) =>
            change({ show, selected: null, gapSort: null, find: null, facets: null, page: null })
          }
        />
      }
    >
      {state.show === "gaps" && <Gaps />}
      {state.show === "covered" && <Covered />}
      {(state.show === "gained" || state.show === "lost") &&
        (compareDay === null ? (
          <p className="nothing">{t("changed.off")}</p>
        ) : (
          <Turned from={compareDay} gained={state.show === "gained"} />
        ))}
    </Panel>
  );
}
