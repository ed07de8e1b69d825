import { Field, useText } from "@duibiao/ui";
import { nameOf, type Entry } from "./content.ts";

/** What a form of an entry is given. Every key stroke changes the draft; nothing waits for a button. */
export type FormProps = { entry: Entry; onChange: (entry: Entry) => void; disabled: boolean };

export const textOf = (entry: Entry, field: string): string => {
  const value = entry[field];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
};

/** The entry with another value; an optional field that is emptied goes. */
export function withField(entry: Entry, field: string, value: unknown, optional = false): Entry {
  if (!optional || (value !== "" && value !== undefined)) return { ...entry, [field]: value };
  const { [field]: _gone, ...rest } = entry;
  return rest;
}

type TextProps = FormProps & {
  field: string;
  label: string;
  hint?: string;
  optional?: boolean;
  number?: boolean;
};

export function TextInput({
  entry,
  onChange,
  disabled,
  field,
  label,
  hint,
  optional = false,
  number = false,
}: TextProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          disabled={disabled}
          inputMode={number ? "decimal" : undefined}
          value={textOf(entry, field)}
          onChange={({ target: { value } }) => {
            // Full-width digits are digits too.
            const parsed = Number(value.normalize("NFKC"));
            const typed = number && value.trim() !== "" && Number.isFinite(parsed) ? parsed : value;
            onChange(withField(entry, field, typed, optional));
          }}
        />
      )}
    </Field>
  );
}

/** A text in both languages. */
export function NameInputs({
  entry,
  onChange,
  disabled,
  field = "name",
  zh,
  en,
}: FormProps & { field?: string; zh: string; en: string }) {
  const name = nameOf({ name: entry[field] });
  return (
    <>
      {(["zh", "en"] as const).map((language) => (
        <Field key={language} label={language === "zh" ? zh : en}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              disabled={disabled}
              value={name[language]}
              onChange={({ target }) => onChange({ ...entry, [field]: { ...name, [language]: target.value } })}
            />
          )}
        </Field>
      ))}
    </>
  );
}

type SelectProps = FormProps & {
  field: string;
  label: string;
  options: readonly { value: string; label: string }[];
  /** Said where nothing is chosen, which then may stay so. */
  none?: string;
};

export function SelectInput({ entry, onChange, disabled, field, label, options, none }: SelectProps) {
  const t = useText();
  const value = textOf(entry, field);
  const known = options.some((option) => option.value === value);
  return (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          disabled={disabled}
          value={value}
          onChange={({ target }) => onChange(withField(entry, field, target.value, none !== undefined))}
        >
          {none !== undefined || value === "" ? <option value="">{none ?? t("请选择", "Choose")}</option> : null}
          {known || value === "" ? null : <option value={value}>{value}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
