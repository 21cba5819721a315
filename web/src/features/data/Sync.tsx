/** Asking that a file be the whole truth about tables: what it no longer has ends. */

import { useState } from "react";

import { useAddress } from "@/shared/frame";
import { usePlace } from "@/shared/place/usePlace";
import { useText } from "@/shared/texts/text";
import type { TableCount } from "./imports";

interface Props {
  tables: readonly TableCount[];
  /** Those asked for already. */
  chosen: readonly string[];
  onTry(tables: readonly string[]): void;
}

export function Sync({ tables, chosen, onTry }: Props) {
  const { t, language } = useText();
  const { within } = useAddress("data");
  const place = usePlace().data?.data.place?.name ?? within;
  const [ticked, setTicked] = useState<readonly string[]>(chosen);
  if (tables.length === 0) return null;
  return (
    <details className="sync" open={chosen.length > 0}>
      <summary>{t("import.sync")}</summary>
      <p className="note">{t("import.sync.note", { place: place ?? t("place.everywhere") })}</p>
      <div className="choices">
        {tables.map(({ table, zh }) => (
          <label key={table}>
            <input
              type="checkbox"
              checked={ticked.includes(table)}
              onChange={({ target }) =>
                setTicked(
                  target.checked ? [...ticked, table] : ticked.filter((other) => other !== table),
                )
              }
            />{" "}
            {language === "zh" ? zh : table}
          </label>
        ))}
        <button
          type="button"
          className="button"
          disabled={ticked.length === 0}
          onClick={() => onTry(ticked)}
        >
          {t("import.sync.try")}
        </button>
      </div>
    </details>
  );
}
