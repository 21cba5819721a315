/** What the rules find: rules with counts, findings with their places, evidence at the side. */

import "./audit.css";

import { SEVERITIES } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { ChooseMany, ChooseOne } from "@/shared/ui/Choice";
import { Findings } from "./Findings";
import { Rules } from "./Rules";
import { Terms } from "./Terms";

const SINCE = ["all", "appeared", "gone", "standing"] as const;
const GROUPED = ["place", "list"] as const;
const TERMS = ["no", "overdue", "coming"] as const;

export default function Audit() {
  const { t } = useText();
  const { state, compareDay, change } = useAddress("audit");
  return (
    <>
      <h1 className="hidden">{t("view.audit")}</h1>
      <div className="choices">
        <ChooseOne
          label={t("audit.what")}
          value={state.terms}
          options={TERMS.map((value) => ({ value, label: t(`audit.terms.${value}`) }))}
          onChange={(terms) =>
            change(
              { terms, selected: null, sort: null, find: null, facets: null, page: null },
              true,
            )
          }
        />
        {state.terms === "no" && (
          <>
            <ChooseMany
              label={t("audit.severity")}
              values={state.severity}
              options={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
              onChange={(severity) => change({ severity, rule: null, selected: null, page: null }, true)}
            />
            {compareDay !== null && (
              <ChooseOne
                label={t("audit.since")}
                value={state.since}
                options={SINCE.map((value) => ({ value, label: t(`audit.since.${value}`) }))}
                onChange={(since) => change({ since, selected: null, page: null }, true)}
              />
            )}
            <ChooseOne
              label={t("audit.grouped")}
              value={state.grouped}
              options={GROUPED.map((value) => ({ value, label: t(`audit.grouped.${value}`) }))}
              onChange={(grouped) => change({ grouped, page: null }, true)}
            />
          </>
        )}
      </div>
      {state.terms === "no" ? (
        <div className="side-and-wide">
          <Rules />
          <Findings />
        </div>
      ) : (
        <Terms overdue={state.terms === "overdue"} />
      )}
    </>
  );
}
