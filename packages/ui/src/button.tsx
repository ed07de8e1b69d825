import type { ButtonHTMLAttributes } from "react";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & {
  look?: "primary" | "danger" | "quiet" | "plain";
  small?: boolean;
  /** Shows that its work is under way and takes no second click. */
  busy?: boolean;
  type?: "button" | "submit";
};

export function Button({ look = "plain", small, busy, className = "", disabled, children, type, ...rest }: Props) {
  const classes = ["btn", look === "plain" ? "" : `btn-${look}`, small ? "btn-small" : "", className];
  return (
    <button
      {...rest}
      type={type ?? "button"}
      className={classes.filter(Boolean).join(" ")}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <span aria-hidden="true">…</span> : null}
      {children}
    </button>
  );
}
