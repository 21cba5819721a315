/** Place, day and comparison at the top, once for all views; search, language, theme, who asks. */

import { useEffect, useState } from "react";

import { chooseDensity, useDensity } from "@/shared/density";
import { forgetDrafts } from "@/shared/drafts";
import { monthsBefore, today, useAddress, useChangeFrame } from "@/shared/frame";
import type { Place } from "@/shared/place/usePlace";
import { identityOf, rememberToken } from "@/shared/session";
import { speak, useText } from "@/shared/texts/text";
import { chooseTheme, currentTheme, followSystem } from "@/shared/theme";
import { useToken } from "@/shared/useAsk";
import { roleName } from "@/shared/words";
import { DayPicker } from "./DayPicker";
import { PlacePicker } from "./PlacePicker";

interface Props {
  place: Place | null;
  onSearch(): void;
}

export function TopBar({ place, onSearch }: Props) {
  const { t } = useText();
  const { state, day, compareDay } = useAddress("overview");
  const change = useChangeFrame();

  function compare(choice: string): void {
    change({ with: choice === "day" ? (compareDay ?? monthsBefore(day, 12)) : choice });
  }

  return (
    <div className="topbar" role="group" aria-label={t("frame.question")}>
      <PlacePicker place={place} />
      <DayPicker
        label={t("frame.day")}
        day={day}
        onDay={(chosen) => change({ day: chosen === today() ? null : chosen })}
      />
      <label className="picker">
        <span className="picker-label">{t("frame.compare")}</span>
        <select
          value={state.with === "off" || state.with === "month" ? state.with : "day"}
          onChange={(event) => compare(event.target.value)}
        >
          <option value="month">{t("frame.compare.month")}</option>
          <option value="day">{t("frame.compare.day")}</option>
          <option value="off">{t("frame.compare.off")}</option>
        </select>
      </label>
      {compareDay !== null && state.with !== "month" && (
        <DayPicker
          label={t("frame.compare.day")}
          day={compareDay}
          onDay={(chosen) => change({ with: chosen })}
        />
      )}
      <button type="button" className="picker search-button" onClick={onSearch}>
        <span>{t("frame.search")}</span>
        <kbd>⌘K</kbd>
      </button>
      <Settings />
      <Who />
    </div>
  );
}

/** Language, theme and how dense tables are. */
export function Settings() {
  const { t, language } = useText();
  const [theme, setTheme] = useState(currentTheme);
  useEffect(() => followSystem(() => setTheme(currentTheme())), []);
  const other = theme === "dark" ? "light" : "dark";
  const apart = useDensity() === "dense" ? "wide" : "dense";
  return (
    <span className="settings">
      <button
        type="button"
        className="tool"
        id="language"
        onClick={() => void speak(language === "zh" ? "en" : "zh")}
      >
        {language === "zh" ? "English" : "中文"}
      </button>
      <button
        type="button"
        className="tool"
        id="theme"
        aria-label={t(`theme.${other}`)}
        title={t(`theme.${other}`)}
        onClick={() => {
          chooseTheme(other);
          setTheme(other);
        }}
      >
        <span aria-hidden="true">{theme === "dark" ? "☀" : "☾"}</span>
      </button>
      <button
        type="button"
        className="tool"
        id="density"
        aria-label={t(`density.${apart}`)}
        title={t(`density.${apart}`)}
        onClick={() => chooseDensity(apart)}
      >
        <span aria-hidden="true">{apart === "wide" ? "≡" : "☰"}</span>
      </button>
    </span>
  );
}

function Who() {
  const { t } = useText();
  const identity = identityOf(useToken());
  return (
    <span className="who">
      <span id="who">
        {identity === null ? t("who.unknown") : roleName(t, identity.role)}
        {identity !== null && identity.scope !== "*" && ` · ${identity.scope}`}
      </span>
      <button
        type="button"
        className="tool"
        onClick={() => {
          forgetDrafts();
          rememberToken(null);
        }}
      >
        {t("who.leave")}
      </button>
    </span>
  );
}
