/** Where a file is dropped, or chosen by the keyboard. */

import { useState, type DragEvent } from "react";

import { useText } from "@/shared/texts/text";

export function Drop({ disabled, onFile }: { disabled: boolean; onFile: (file: File) => void }) {
  const { t } = useText();
  const [over, setOver] = useState(false);

  function hover(event: DragEvent): void {
    // Without this the browser opens the file in place of the page.
    event.preventDefault();
    setOver(true);
  }

  function take(files: FileList | null): void {
    setOver(false);
    const file = files?.[0];
    if (file !== undefined && !disabled) onFile(file);
  }

  return (
    <label
      className="drop"
      data-over={over || undefined}
      data-disabled={disabled || undefined}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      <input
        type="file"
        className="hidden"
        accept=".xlsx,.zip,.csv,.tsv,.txt"
        disabled={disabled}
        onChange={({ target }) => {
          take(target.files);
          // The same file, mended, may be chosen again.
          target.value = "";
        }}
      />
      <b>{t("import.drop")}</b>
      <small>{t("import.drop.note")}</small>
    </label>
  );
}
