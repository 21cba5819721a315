/** A severity by its form and its word, not by colour alone. */

import { useText } from "@/shared/texts/text";

const MARKS = { ERROR: "◆", WARN: "▲", INFO: "●" } as const;

export function SeverityMark({ severity }: { severity: keyof typeof MARKS }) {
  const { t } = useText();
  return (
    <span className="severity" data-severity={severity} title={t(`severity.${severity}`)}>
      <span aria-hidden="true">{MARKS[severity]}</span>
      <span className="hidden">{t(`severity.${severity}`)}</span>
    </span>
  );
}
