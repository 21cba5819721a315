/** Choosing one or several of a few, all of them in sight. */

import { ToggleButton, ToggleButtonGroup } from "react-aria-components";

interface Option<T extends string> {
  value: T;
  label: string;
  count?: string;
}

interface OneProps<T extends string> {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange(value: T): void;
}

export function ChooseOne<T extends string>({ label, options, value, onChange }: OneProps<T>) {
  return (
    <ToggleButtonGroup
      className="choice"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.value));
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <Segment key={option.value} option={option} />
      ))}
    </ToggleButtonGroup>
  );
}

interface ManyProps<T extends string> {
  label: string;
  options: readonly Option<T>[];
  values: readonly T[];
  onChange(values: readonly T[]): void;
}

export function ChooseMany<T extends string>({ label, options, values, onChange }: ManyProps<T>) {
  return (
    <ToggleButtonGroup
      className="choice"
      aria-label={label}
      selectionMode="multiple"
      selectedKeys={values}
      onSelectionChange={(keys) =>
        onChange(options.filter((option) => keys.has(option.value)).map((option) => option.value))
      }
    >
      {options.map((option) => (
        <Segment key={option.value} option={option} />
      ))}
    </ToggleButtonGroup>
  );
}

function Segment<T extends string>({ option }: { option: Option<T> }) {
  return (
    <ToggleButton id={option.value} className="segment">
      {option.label}
      {option.count !== undefined && <span className="segment-count">{option.count}</span>}
    </ToggleButton>
  );
}
