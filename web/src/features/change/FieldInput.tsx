/** One field of a change, as its type asks for it. */

import { useId } from "react";

import { useText } from "@/shared/texts/text";
import { called, helpOf, searchedFor, type Field, type Kind } from "@/shared/whatif/inputs";
import { Named } from "./Named";

interface Props {
  kind: Kind;
  field: Field;
  value: string;
  onChange(value: string): void;
}

export function FieldInput({ kind, field, value, onChange }: Props) {
  const { t, language } = useText();
  const id = useId();
  const help = helpOf(field, language);
  const searched = searchedFor(kind, field);
  const values =
    field.type === "Boolean"
      ? [
          { name: "true", label: t("change.yes") },
          { name: "false", label: t("change.no") },
        ]
      : field.values.map((entry) => ({ name: entry.name, label: called(entry, language) }));
  return (
    <div className="change-field">
      <label htmlFor={id}>
        {called(field, language)}
        {field.required && (
          <abbr title={t("change.required")} aria-hidden="true">
            *
          </abbr>
        )}
      </label>
      {values.length > 0 ? (
        <select
          id={id}
          value={value}
          required={field.required}
          aria-describedby={help === "" ? undefined : `${id}-help`}
          onChange={({ target }) => onChange(target.value)}
        >
          <option value="">—</option>
          {values.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type={field.type === "Date" ? "date" : "text"}
          inputMode={field.type === "Int" ? "numeric" : undefined}
          value={value}
          required={field.required}
          placeholder={searched === null ? undefined : t("change.byName")}
          autoComplete="off"
          aria-describedby={help === "" ? undefined : `${id}-help`}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
      {searched !== null && (
        <Named value={value} many={field.many} types={[searched]} onChange={onChange} />
      )}
      {help !== "" && <small id={`${id}-help`}>{help}</small>}
    </div>
  );
}
