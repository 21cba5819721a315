/** A file that the service makes, asked for by a button; why there is none is said beside it. */

import { useMutation } from "@tanstack/react-query";

import { save, type FileError } from "../files";
import { useText } from "../texts/text";
import { useToken } from "../useAsk";

interface Props {
  address: string;
  /** What the file is called where the service does not say. */
  fallback: string;
  label: string;
}

export function SaveFile({ address, fallback, label }: Props) {
  const { t } = useText();
  const token = useToken();
  const saving = useMutation<void, FileError>({
    mutationFn: () => save(address, token, fallback),
  });
  return (
    <>
      <button
        type="button"
        className="tool"
        disabled={saving.isPending}
        onClick={() => saving.mutate()}
      >
        {saving.isPending ? t("data.export.busy") : label}
      </button>
      {saving.error !== null && (
        <span className="trouble" role="alert">
          {saving.error.message}
        </span>
      )}
    </>
  );
}
