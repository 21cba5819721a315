/** What is printed of a place: its units' notices, its monthly report; of what the caller may see. */

import { useText } from "../texts/text";
import { SaveFile } from "./SaveFile";

const FORMS = ["pdf", "html"] as const;

interface Props {
  /** The place's code. */
  place: string;
  day: string;
}

export function Papers({ place, day }: Props) {
  const { t } = useText();
  const month = day.slice(0, 7);
  const papers = [
    ["notices", { within: place, on: day }],
    ["report", { within: place, month }],
  ] as const;
  return (
    <dl className="facts papers">
      {papers.map(([paper, asked]) => (
        <div key={paper} className="fact">
          <dt>{t(`papers.${paper}`)}</dt>
          <dd>
            {FORMS.map((format) => (
              <SaveFile
                key={format}
                address={`/${paper}?${new URLSearchParams({ ...asked, format })}`}
                fallback={`${paper}-${place}.${format}`}
                label={format.toUpperCase()}
              />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
