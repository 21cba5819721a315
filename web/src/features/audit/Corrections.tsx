/** The ways from a finding to a change of what it is about, or of what shows it. */

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { mayTry } from "@/shared/session";
import { useText } from "@/shared/texts/text";
import { Door } from "@/shared/ui/Door";
import { useAsk, useSeesPeople, useToken } from "@/shared/useAsk";
import { InputsDocument } from "@/shared/whatif/Inputs.generated";
import { called, givenFor, kindsOf } from "@/shared/whatif/inputs";
import type { FindingRowFragment } from "./Findings.generated";

export function Corrections({ finding }: { finding: FindingRowFragment }) {
  const { t, language } = useText();
  const { state } = useAddress("audit");
  const seesPeople = useSeesPeople();
  const query = useAsk(InputsDocument, {}, { enabled: mayTry(useToken()) });
  if (query.data === undefined) return null;
  const kinds = kindsOf(query.data.data, seesPeople);
  const nodes = [...new Set([finding.subject.id, ...finding.evidence.map(({ id }) => id)])];
  const ways = nodes.flatMap((of) =>
    kinds.filter((kind) => givenFor(kind, of) !== null).map((kind) => ({ of, kind })),
  );
  if (ways.length === 0) return null;
  return (
    <>
      <h3>{t("audit.correct")}</h3>
      <ul className="doors">
        {ways.map(({ of, kind }) => (
          <li key={`${kind.name} ${of}`}>
            <Door
              href={addressOf.change(frameOf(state), {
                kind: kind.name,
                of,
                rule: state.rule,
                finding: finding.id,
              })}
            >
              <span>{called(kind, language)}</span>
              <small>{of.slice(of.indexOf(":") + 1)}</small>
            </Door>
          </li>
        ))}
      </ul>
    </>
  );
}
