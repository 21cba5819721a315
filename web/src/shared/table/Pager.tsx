/** The pages of a table: how many rows each has, and which one is shown. */

import { count } from "../format";
import { useText } from "../texts/text";
import { PAGE_SIZES, type PageSize } from "./columns";

interface Props {
  total: number;
  size: PageSize;
  page: number;
  onPage(page: number): void;
  onSize(size: PageSize): void;
}

const SMALLEST = 20;

export function Pager({ total, size, page, onPage, onSize }: Props) {
  const { t, locale } = useText();
  if (total <= SMALLEST) return null;
  const pages = size === "all" ? 1 : Math.max(1, Math.ceil(total / Number(size)));
  return (
    <nav className="pager" aria-label={t("table.pages")}>
      <span className="note">{t("table.total", { count: count(total, locale) })}</span>
      <label>
        <span className="hidden">{t("table.size")}</span>
        <select
          value={size}
          onChange={({ target }) =>
            onSize(PAGE_SIZES.find((value) => value === target.value) ?? "all")
          }
        >
          {PAGE_SIZES.map((value) => (
            <option key={value} value={value}>
              {value === "all" ? t("table.size.all") : t("table.size.rows", { count: value })}
            </option>
          ))}
        </select>
      </label>
      {pages > 1 && (
        <>
          <button type="button" className="tool" disabled={page <= 1} onClick={() => onPage(page - 1)}>
            {t("table.previous")}
          </button>
          <span className="note">
            {t("table.page", { page: count(page, locale), pages: count(pages, locale) })}
          </span>
          <button
            type="button"
            className="tool"
            disabled={page >= pages}
            onClick={() => onPage(page + 1)}
          >
            {t("table.next")}
          </button>
        </>
      )}
    </nav>
  );
}
