/** A choice of questions to begin with, by who usually asks them. */

import { say, type Language } from "@/shared/language";
import { PERSONAS } from "@/shared/personas";
import { USES } from "../queries/uses";
import { roleName } from "./bearer";

interface Props {
  /** Names the language so that a change draws the choice anew. */
  language: Language;
  onOpen(query: string): void;
}

export function Uses({ language, onOpen }: Props) {
  return (
    <select
      className="uses"
      key={language}
      aria-label={say({ zh: "示例查询", en: "Example questions" })}
      value=""
      onChange={({ target }) => onOpen(target.value)}
    >
      <option value="">{say({ zh: "示例查询…", en: "Example questions…" })}</option>
      {PERSONAS.map((persona) => (
        <optgroup key={persona} label={roleName(persona)}>
          {USES[persona].map(({ title, query }) => (
            <option key={title.en} value={query}>
              {say(title)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
