/** A graph without data: said as such, with what fills it. */

import { useText } from "../texts/text";

export function NoData() {
  const { t } = useText();
  return (
    <div className="empty">
      <h2>{t("empty.title")}</h2>
      <p>{t("empty.text")}</p>
      <pre>
        <code>
          {"uv run server.py seed --out example.xlsx\n"}
          {"uv run server.py import district.xlsx --dry-run\n"}
          {"uv run server.py import district.xlsx"}
        </code>
      </pre>
    </div>
  );
}

/** A list in which nothing stands, of which a sentence says why. */
export function Nothing({ text }: { text: string }) {
  return <p className="nothing">{text}</p>;
}
