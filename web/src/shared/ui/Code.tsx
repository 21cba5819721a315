/** A code beside a name: small, copied by one click. */

import { useState } from "react";

import { useText } from "../texts/text";

export function Code({ code }: { code: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }

  return (
    <button type="button" className="code" onClick={() => void copy()} title={t("tool.copy")}>
      {copied ? t("tool.copied") : code}
    </button>
  );
}
