/** Where a file is dropped, anywhere on the view, or chosen by the keyboard. */

import { useEffect, useEffectEvent, useState } from "react";

import { useText } from "@/shared/texts/text";

export function Drop({ disabled, onFile }: { disabled: boolean; onFile: (file: File) => void }) {
  const { t } = useText();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<"busy" | "many" | null>(null);

  function take(files: FileList | null): void {
    setOver(false);
    const file = files?.[0];
    if (file === undefined) return;
    const why = disabled ? "busy" : files !== null && files.length > 1 ? "many" : null;
    setRefused(why);
    if (why === null) onFile(file);
  }

  const dropped = useEffectEvent((event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer?.files ?? null);
  });

  useEffect(() => {
    // A file that misses its place would be opened by the browser in place of the page.
    const hover = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => dropped(event);
    window.addEventListener("dragover", hover);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", hover);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);

  return (
    <>
      <label
        className="drop"
        data-over={over || undefined}
        data-disabled={disabled || undefined}
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
      {refused !== null && (
        <p className="trouble" role="alert">
          {t(`import.drop.${refused}`)}
        </p>
      )}
    </>
  );
}
