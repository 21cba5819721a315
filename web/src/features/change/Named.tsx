/** Finds by name what a field of a change wants the code of. What is typed is kept nowhere. */

import { useDeferredValue, useState } from "react";

import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { useAsk } from "@/shared/useAsk";
import { word } from "@/shared/words";
import { NamedDocument, type NamedQuery, type NamedQueryVariables } from "./Named.generated";

type Node = NonNullable<NamedQuery["searchMatches"]>["nodes"][number]["node"];

interface Props {
  /** What is typed: codes, or a name in place of one. */
  value: string;
  /** Whether several codes may be given. */
  many: boolean;
  types: NonNullable<NamedQueryVariables["types"]>;
  onChange(value: string): void;
}

const OFFERED = 8;
/** What parts several codes, as the form reads them. */
const PARTS = /[\s,，、]+/;

/** Under the field: what the last word finds, each a button that puts its code in. */
export function Named({ value, many, types, onChange }: Props) {
  const { t } = useText();
  const { day } = useAddress("change");
  const parts = many ? value.split(PARTS) : [value.trim()];
  const text = useDeferredValue(parts.at(-1) ?? "");
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const query = useAsk(
    NamedDocument,
    { day, text, types, first: OFFERED },
    { enabled: text !== "" && !names.has(text) },
  );
  const found = (query.data?.data.searchMatches?.nodes ?? [])
    .map(({ node }) => node)
    .filter(isNamed);
  // A code that was typed whole, or came with the address, is called by its name as well.
  const called = parts.map((code) => names.get(code) ?? found.find((node) => node.code === code)?.name);
  const open = text !== "" && called.at(-1) === undefined && !query.isPlaceholderData;

  function choose(node: Named): void {
    setNames(new Map(names).set(node.code, node.name));
    onChange([...parts.slice(0, -1), node.code].join(", "));
  }

  return (
    <>
      {called.some((name) => name !== undefined) && (
        <small className="change-named" role="status">
          {called.filter((name) => name !== undefined).join("、")}
        </small>
      )}
      {open && found.length > 0 && (
        <ul className="change-found" aria-label={t("palette.found")}>
          {found.map((node) => (
            <li key={node.id}>
              <button type="button" className="link" onClick={() => choose(node)}>
                {node.name}{" "}
                <small>
                  {"parent" in node && node.parent !== null ? `${node.parent.name} ` : ""}
                  {word(t, "type", node.__typename)} {node.code}
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {open && query.data !== undefined && found.length === 0 && (
        <small className="change-named">{t("palette.none")}</small>
      )}
    </>
  );
}

type Named = Extract<Node, { name: string; code: string }>;

function isNamed(node: Node): node is Named {
  return "name" in node && "code" in node;
}
