/** Carrying out what was tried: in one transaction, asked once more, and what spoke against it. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { identityOf } from "../session";
import { useText } from "../texts/text";
import { TroubleNote } from "../ui/Answer";
import { Sure } from "../ui/Sure";
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
  const key = useMemo(() => `${text.length}-${randomText()}`, [text]);
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
      <p className="buttons">
        <Sure
          // Other changes are asked about anew.
          key={text}
          start={t("apply", { count })}
          sure={t("apply.sure", { count })}
          disabled={applying.isPending}
          onSure={() => applying.mutate()}
        />
        {applying.isPending && <span role="status">{t("apply.busy")}</span>}
      </p>
      {applying.error !== null && (
        <TroubleNote error={applying.error} again={() => applying.mutate()} />
      )}
      <Problems problems={problems} />
    </div>
  );
}

/** Random; pages that are not from this machine or over TLS have no `randomUUID`. */
function randomText(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
