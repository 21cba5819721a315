/** What a table can be narrowed by, each value with how many rows have it. */

import { count } from "../format";
import { useText } from "../texts/text";
import type { Facet } from "./columns";

interface Props {
  facets: readonly Facet[];
  held: ReadonlyMap<string, string>;
  onHold(id: string, value: string | null): void;
}

export function Facets({ facets, held, onHold }: Props) {
  const { t, locale } = useText();
  if (facets.length === 0) return null;
  return (
    <div className="facets">
      {facets.map(({ id, header, values }) => {
        const chosen = held.get(id) ?? "";
        const known = values.some(([value]) => value === chosen);
        return (
          <label key={id}>
            <span>{header}</span>
            <select
              value={chosen}
              data-held={chosen !== "" || undefined}
              onChange={({ target }) => onHold(id, target.value === "" ? null : target.value)}
            >
              <option value="">{t("state.all")}</option>
              {chosen !== "" && !known && <option value={chosen}>{`${chosen} (0)`}</option>}
              {values.map(([value, rows]) => (
                <option key={value} value={value}>
                  {`${value} (${count(rows, locale)})`}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </div>
  );
}
