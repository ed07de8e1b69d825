import type { ReactNode } from "react";
import { Field } from "./field.tsx";

type Props = {
  label: ReactNode;
  hint?: ReactNode;
  fault?: ReactNode;
  value: string;
  onChange: (text: string) => void;
  /** As many characters as the interface takes. */
  maxLength: number;
  required?: boolean;
};

/** A labelled text of several lines: reasons, questions, answers. */
export function TextArea({ label, hint, fault, value, onChange, maxLength, required }: Props) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ids) => (
        <textarea
          {...ids}
          className="input"
          maxLength={maxLength}
          required={required}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
