import type { InputHTMLAttributes } from "react";

/** A day. Its year takes four digits and no more, so that whoever types it is led on to the month. */
export function DayInput({ max = "9999-12-31", ...rest }: Omit<InputHTMLAttributes<HTMLInputElement>, "type">) {
  return <input className="input" {...rest} type="date" max={max} />;
}
