/** Carrying out what was tried: in one transaction, asked once more, and what spoke against it. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import { identityOf } from "../session";
import { useText } from "../texts/text";
import { TroubleNote } from "../ui/Answer";
import { answerTo, useToken, type TroubleError } from "../useAsk";
import { ApplyDocument, type ApplyMutation, type ApplyMutationVariables } from "./Apply.generated";
import { Problems } from "./Problems";

type Changes = ApplyMutationVariables["changes"];

interface Props {
  changes: Changes;
  count: number;
  /** Called once they are made, with the id of the log's entry. */
  onDone(entry: string): void;
}

/** For administrators; nothing for others. */
export function Apply({ changes, count, onDone }: Props) {
  const { t } = useText();
  const token = useToken();
  const client = useQueryClient();
  const text = JSON.stringify(changes);
  // A key for these very changes: pressed again after a lost answer, nothing is made twice.
  const key = useMemo(() => `${text.length}-${crypto.randomUUID()}`, [text]);
  const [asked, setAsked] = useState<string | null>(null);
  const applying = useMutation<ApplyMutation, TroubleError>({
    mutationFn: async () => (await answerTo(ApplyDocument, { changes, key }, token)).data,
    onSuccess: async ({ applyChanges: { entry } }) => {
      if (entry === null) return;
      // What was tried is no longer asked for: it would be refused as done already.
      onDone(entry.id);
      await client.invalidateQueries();
    },
  });
  if (identityOf(token)?.role !== "admin") return null;
  const problems = applying.data?.applyChanges.problems ?? [];
  return (
    <div className="apply">
      {asked === text ? (
        <p className="buttons">
          <button
            type="button"
            className="button primary"
            disabled={applying.isPending}
            onClick={() => applying.mutate()}
          >
            {t(applying.isPending ? "apply.busy" : "apply.sure", { count })}
          </button>
          <button type="button" className="button" onClick={() => setAsked(null)}>
            {t("apply.no")}
          </button>
        </p>
      ) : (
        <button type="button" className="button" onClick={() => setAsked(text)}>
          {t("apply", { count })}
        </button>
      )}
      {applying.error !== null && (
        <TroubleNote error={applying.error} again={() => applying.mutate()} />
      )}
      <Problems problems={problems} />
    </div>
  );
}
