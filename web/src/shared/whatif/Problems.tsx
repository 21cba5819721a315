/** Why a change was not made: all of it, each with where in the input it lies. */

import { useText } from "../texts/text";
import type { ProblemTextFragment } from "./Apply.generated";

export function Problems({ problems }: { problems: readonly ProblemTextFragment[] }) {
  const { t, language } = useText();
  if (problems.length === 0) return null;
  return (
    <div className="trouble" role="alert" data-kind="problems">
      <p>{t("apply.problems")}</p>
      <ul>
        {problems.map(({ path, message, messageZh }) => (
          <li key={`${path.join(".")} ${message}`}>
            {language === "zh" ? messageZh : message} <small>{path.join(".")}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
