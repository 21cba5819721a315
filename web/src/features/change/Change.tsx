/** One change: filled in, tried out against the rules, and the way back to where it came from. */

import "./change.css";

import { useState, type SyntheticEvent } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { draftOf, keepDraft } from "@/shared/drafts";
import { mayTry } from "@/shared/session";
import { useText } from "@/shared/texts/text";
import { Answer, NoRight } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { useAsk, useSeesPeople, useToken } from "@/shared/useAsk";
import { Apply } from "@/shared/whatif/Apply";
import { FindingsTurned } from "@/shared/whatif/FindingsTurned";
import { InputsDocument } from "@/shared/whatif/Inputs.generated";
import {
  called,
  changesOf,
  described,
  givenFor,
  inputOf,
  isKnown,
  kindsOf,
  type Kind,
} from "@/shared/whatif/inputs";
import { FieldInput } from "./FieldInput";

export default function Change() {
  const { t, language } = useText();
  const { state, change } = useAddress("change");
  const allowed = mayTry(useToken());
  const seesPeople = useSeesPeople();
  const query = useAsk(InputsDocument, {}, { enabled: allowed });
  const frame = frameOf(state);
  if (!allowed) return <NoRight title={t("view.change")} why={t("change.forOthers")} />;
  return (
    <>
      <h1 className="view-title">
        {t("view.change")}
        <small>
          {state.finding !== null && (
            <Door href={addressOf.audit(frame, { rule: state.rule, selected: state.finding })}>
              {t("change.back")}
            </Door>
          )}
        </small>
      </h1>
      <Answer query={query} rows={8}>
        {(data) => {
          const { of } = state;
          const known = kindsOf(data, seesPeople);
          const fit = of === null ? known : known.filter((kind) => givenFor(kind, of) !== null);
          const asked = known.find(({ name }) => name === state.kind);
          const withheld = asked === undefined && state.kind !== null && isKnown(data, state.kind);
          const kind = asked ?? fit[0] ?? known[0];
          if (kind === undefined) return <p className="nothing">{t("change.none")}</p>;
          return (
            <div className="side-and-wide">
              <Panel title={t("change.kinds")}>
                <ul className="doors">
                  {(fit.length === 0 ? known : fit).map((other) => (
                    <li key={other.name}>
                      <button
                        type="button"
                        className="link"
                        aria-current={(!withheld && other.name === kind.name) || undefined}
                        onClick={() => change({ kind: other.name })}
                      >
                        {called(other, language)}
                      </button>
                    </li>
                  ))}
                </ul>
              </Panel>
              {withheld ? (
                <NoRight why={t("change.ofPeople")} />
              ) : (
                <Form
                  key={kind.name}
                  kind={kind}
                  given={of === null ? {} : (givenFor(kind, of) ?? {})}
                />
              )}
            </div>
          );
        }}
      </Answer>
    </>
  );
}

function Form({ kind, given }: { kind: Kind; given: Readonly<Record<string, string>> }) {
  const { t, language } = useText();
  const { state, day, within, change } = useAddress("change");
  // Codes of people may be among it: what is typed is kept here alone, in no address.
  const form = `${kind.name} ${state.of ?? ""}`;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(
    () =>
      draftOf(form) ?? {
        ...Object.fromEntries(
          kind.fields
            .filter(({ name }) => name === "on" || name === "since")
            .map(({ name }) => [name, day]),
        ),
        ...given,
      },
  );
  const [tried, setTried] = useState<Record<string, unknown> | null>(null);

  const [done, setDone] = useState(false);

  function attempt(event: SyntheticEvent): void {
    event.preventDefault();
    setDone(false);
    setTried(inputOf(kind, typed));
  }

  return (
    <Panel title={called(kind, language)} note={described(kind.description, language)}>
      <form className="change-form" onSubmit={attempt}>
        {kind.fields.map((field) => (
          <FieldInput
            key={field.name}
            kind={kind}
            field={field}
            value={typed[field.name] ?? ""}
            onChange={(value) => {
              const next = { ...typed, [field.name]: value };
              setTyped(next);
              keepDraft(form, next);
            }}
          />
        ))}
        <p className="buttons">
          <button type="submit" className="button primary">
            {t("change.try")}
          </button>
          <span className="note">{t("change.try.note")}</span>
        </p>
      </form>
      {done && (
        <p role="status">
          {t("apply.done")} <Door href={addressOf.data(frameOf(state))}>{t("log")}</Door>
        </p>
      )}
      {tried !== null && !done && (
        <>
          <Apply
            changes={changesOf(kind, tried)}
            count={1}
            onDone={() => {
              setDone(true);
              keepDraft(form, null);
            }}
          />
          <FindingsTurned
            variables={{ day, within, changes: changesOf(kind, tried) }}
            order={state.sort}
            onOrder={(sort) => change({ sort })}
          />
        </>
      )}
    </Panel>
  );
}
