import type { ReactNode } from "react";
import { Field } from "./field.tsx";

type Props = {
  label: ReactNode;
  hint?: ReactNode;
  fault?: ReactNode;
  value: string;
  onChange: (text: string) => void;
  /** As many characters as the interface takes. */
  maxLength?: number;
};

/** A labelled text of one line: names, codes, document numbers. */
export function TextField({ label, hint, fault, value, onChange, maxLength }: Props) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
