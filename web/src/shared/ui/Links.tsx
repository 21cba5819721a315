/** What makes a link to an answer, shows it once, and lists and ends one's own. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { copyText } from "../clipboard";
import type { FileError } from "../files";
import {
  endLink,
  LINK_FORMATS,
  makeLink,
  ownLinks,
  type LinkFormat,
  type MadeLink,
  type OwnLink,
} from "../links";
import type { Request } from "../service";
import { useText } from "../texts/text";
import { useToken } from "../useAsk";

interface Props {
  request: Request;
  /** What the part is called. */
  name: string;
}

export default function Links({ request, name }: Props) {
  const { t, language, locale } = useText();
  const token = useToken();
  const client = useQueryClient();
  const own = useQuery<readonly OwnLink[], FileError>({
    queryKey: ["links", token],
    queryFn: () => ownLinks(token),
    retry: false,
    staleTime: 0,
  });
  const again = () => client.invalidateQueries({ queryKey: ["links"] });
  const making = useMutation<MadeLink, FileError, LinkFormat>({
    mutationFn: (format) => makeLink(request, { format, language, name }, token),
    onSuccess: again,
  });
  const ending = useMutation<void, FileError, string>({
    mutationFn: (id) => endLink(id, token),
    onSuccess: again,
  });
  const error = making.error ?? ending.error ?? own.error;
  const until = (moment: string) => new Date(moment).toLocaleString(locale);
  return (
    <>
      <p className="note">{t("link.note")}</p>
      <p className="buttons">
        {LINK_FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            className="button"
            disabled={making.isPending}
            onClick={() => making.mutate(format)}
          >
            {t("link.make", { format: format.toUpperCase() })}
          </button>
        ))}
      </p>
      {error !== null && (
        <p className="trouble" role="alert">
          {error.message}
        </p>
      )}
      {making.data !== undefined && (
        <Made address={location.origin + making.data.path} until={until(making.data.expiresAt)} />
      )}
      {own.data !== undefined && own.data.length > 0 && (
        <>
          <h3>{t("link.own")}</h3>
          <ul className="doors own-links">
            {own.data.map((link) => (
              <li key={link.id}>
                <span>
                  {link.name || link.operationName}{" "}
                  <small>
                    {link.format.toUpperCase()} · {t("link.until", { time: until(link.expiresAt) })}
                  </small>
                </span>
                <button
                  type="button"
                  className="tool"
                  disabled={ending.isPending}
                  onClick={() => ending.mutate(link.id)}
                >
                  {t("link.end")}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Made({ address, until }: { address: string; until: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  return (
    <p className="made-link">
      <label>
        {t("link.address")}
        <input readOnly value={address} onFocus={({ target }) => target.select()} />
      </label>
      <button
        type="button"
        className="button primary"
        onClick={() => void copyText(address).then(setCopied)}
      >
        {t(copied ? "tool.copied" : "link.copy")}
      </button>
      <small role="status">{t("link.until", { time: until })}</small>
    </p>
  );
}
