import type { ButtonHTMLAttributes } from "react";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & {
  look?: "primary" | "danger" | "quiet" | "plain";
  small?: boolean;
  /**
   * Shows that its work is under way and takes no second click. It keeps the focus: a disabled button would drop it, and
   * the keyboard would begin anew at the top of the page.
   */
  busy?: boolean;
  type?: "button" | "submit";
};

export function Button({ look = "plain", small, busy, className = "", onClick, children, type, ...rest }: Props) {
  const classes = ["btn", look === "plain" ? "" : `btn-${look}`, small ? "btn-small" : "", className];
  return (
    <button
      {...rest}
      type={type ?? "button"}
      className={classes.filter(Boolean).join(" ")}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      // Of a form, too: without its click nothing is sent.
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span aria-hidden="true">…</span> : null}
      {children}
    </button>
  );
}
