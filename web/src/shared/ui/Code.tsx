/** A code beside a name: small, copied by one click. */

import { useState } from "react";

import { copyText } from "../clipboard";
import { useText } from "../texts/text";

export function Code({ code }: { code: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    if (!(await copyText(code))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }

  return (
    <button type="button" className="code" onClick={() => void copy()} title={t("tool.copy")}>
      {copied ? t("tool.copied") : code}
    </button>
  );
}
