import { useRef, useState } from "react";
import { parse, stringify, YAMLParseError } from "yaml";
import { Field, useText } from "@duibiao/ui";

type Props = {
  /** Under what it is kept on this computer while it cannot be read. */
  keep: string;
  label: string;
  value: unknown;
  onChange: (value: Record<string, unknown>) => void;
  disabled: boolean;
};

const write = (value: unknown) => stringify(value, { lineWidth: 0 });

/** A part of the draft as the catalogue's own files are written (YAML; JSON is YAML too). */
export function RawInput({ keep, label, value, onChange, disabled }: Props) {
  const t = useText();
  const [text, setText] = useState(() => localStorage.getItem(keep) ?? write(value));
  const [fault, setFault] = useState<string | null>(() => faultIn(text));
  /** What the text stands for; another value comes from elsewhere (a form, somebody else's save) and is written anew. */
  const said = useRef(value);
  if (said.current !== value && fault === null) {
    said.current = value;
    setText(write(value));
  }
  const type = (typed: string) => {
    setText(typed);
    const found = faultIn(typed);
    setFault(found);
    if (found !== null) return localStorage.setItem(keep, typed);
    localStorage.removeItem(keep);
    const read = parse(typed) as Record<string, unknown>;
    said.current = read;
    onChange(read);
  };
  return (
    <Field
      label={label}
      hint={t(
        "YAML（JSON 亦可）。能读懂即保存；读不懂时只保留在本机，不会丢失。",
        "YAML, or JSON. Saved once it can be read; until then it stays on this computer and is not lost.",
      )}
      fault={fault === null ? undefined : t(`读不懂：${fault}`, `Cannot be read: ${fault}`)}
    >
      {(ids) => (
        <textarea
          {...ids}
          className="input draft-code draft-raw"
          spellCheck={false}
          disabled={disabled}
          value={text}
          onChange={({ target }) => type(target.value)}
        />
      )}
    </Field>
  );
}

/** Null for a mapping; the rest is no part of a draft. */
function faultIn(text: string): string | null {
  try {
    const value: unknown = parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? null : "key: value …";
  } catch (error) {
    if (error instanceof YAMLParseError || error instanceof Error) return error.message.split("\n")[0]!;
    throw error;
  }
}
