/** Notices and the report of the chosen place. */

import { useAddress } from "@/shared/frame";
import { dayInWords } from "@/shared/format";
import { usePlace } from "@/shared/place/usePlace";
import { useText } from "@/shared/texts/text";
import { Panel } from "@/shared/ui/Panel";
import { Papers } from "@/shared/ui/Papers";

export function Printed() {
  const { t, locale } = useText();
  const { day, within } = useAddress("data");
  const place = usePlace().data?.data.place?.name ?? within ?? "";
  return (
    <Panel title={t("papers")}>
      {within === null ? (
        <p className="nothing">{t("papers.choose")}</p>
      ) : (
        <>
          <p>{t("papers.what", { place, day: dayInWords(day, locale) })}</p>
          <Papers place={within} day={day} />
        </>
      )}
    </Panel>
  );
}
