/** The graph, or the chosen place's part, as of the chosen day, as a dataset to be imported again. */

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { save } from "@/shared/files";
import { useAddress } from "@/shared/frame";
import { dayInWords } from "@/shared/format";
import { usePlace } from "@/shared/place/usePlace";
import { useText } from "@/shared/texts/text";
import { ChooseOne } from "@/shared/ui/Choice";
import { Panel } from "@/shared/ui/Panel";
import { useToken } from "@/shared/useAsk";

const FORMATS = ["xlsx", "zip"] as const;
type Format = (typeof FORMATS)[number];

export function Export() {
  const { t, language, locale } = useText();
  const { day, within } = useAddress("data");
  const place = usePlace().data?.data.place?.name ?? within;
  const token = useToken();
  const [format, setFormat] = useState<Format>("xlsx");
  const asked = new URLSearchParams({ format, language, on: day });
  if (within !== null) asked.set("within", within);
  const saving = useMutation({
    mutationFn: () => save(`/exports?${asked}`, token, `orggraph-${day}.${format}`),
  });
  return (
    <Panel title={t("data.export")}>
      <p>
        {t("data.export.what", {
          place: place ?? t("place.everywhere"),
          day: dayInWords(day, locale),
        })}
      </p>
      <p className="note">{t("data.export.personal")}</p>
      <div className="choices">
        <ChooseOne<Format>
          label={t("data.format")}
          value={format}
          options={FORMATS.map((value) => ({ value, label: t(`data.format.${value}`) }))}
          onChange={setFormat}
        />
        <button
          type="button"
          className="button primary"
          disabled={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t(saving.isPending ? "data.export.busy" : "data.export.start")}
        </button>
      </div>
      {saving.error !== null && (
        <p className="trouble" role="alert">
          {saving.error.message}
        </p>
      )}
      {saving.isSuccess && <p role="status">{t("data.export.done")}</p>}
    </Panel>
  );
}
