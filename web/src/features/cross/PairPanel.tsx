/** A pair's persons, posts and dates, both ways. */

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Door } from "@/shared/ui/Door";
import { word } from "@/shared/words";
import type { Pair } from "./pair";

const DIRECTIONS = ["COMMUNITY_TO_COMPANY", "COMPANY_TO_COMMUNITY"] as const;

export function PairPanel({ pair }: { pair: Pair }) {
  const { t } = useText();
  const { state } = useAddress("cross");
  const frame = frameOf(state);
  return (
    <aside className="side" aria-label={`${pair.community.name} ${pair.company.name}`}>
      <h3>
        {pair.community.name} · {pair.company.name}
      </h3>
      <p>{t(`cross.${pair.status}`)}</p>
      {DIRECTIONS.map((direction) => {
        const held = pair.appointments.filter((appointment) => appointment.direction === direction);
        return (
          <section key={direction}>
            <h3>{t(`direction.${direction}`)}</h3>
            {held.length === 0 ? (
              <p className="gap-mark">◇ {t("cross.NONE")}</p>
            ) : (
              <ul className="doors">
                {held.map((appointment) => (
                  <li key={appointment.id}>
                    <Door href={addressOf.entity(frame, appointment.person.id)}>
                      <span>
                        {appointment.person.name}{" "}
                        <small>
                          {appointment.post.organization?.name} {word(t, "post", appointment.post.role)}
                        </small>
                      </span>
                      <small className="figure">
                        {appointment.since ?? "?"} – {appointment.until ?? ""}
                      </small>
                    </Door>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </aside>
  );
}
