import { useEffect, useId, useRef, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { goToFirstFault } from "./first-fault.ts";
import { useText } from "./language.tsx";

type Props = {
  title: ReactNode;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  wide?: boolean;
  /** Absent: the dialog cannot be dismissed (a session that ended). */
  onClose?: (() => void) | undefined;
};

const QUIETLY = { preventScroll: true };

/** A modal dialog on the browser's own: focus stays inside, Esc closes, focus returns to where it was. */
export function Dialog({ title, children, actions, wide, onClose }: Props) {
  const t = useText();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement;
    if (!element.open) element.showModal();
    startIn(element)?.focus();
    return () => {
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      // What opened it is gone, or off, by what was done in it.
      if (document.activeElement === document.body) document.querySelector<HTMLElement>("main")?.focus(QUIETLY);
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        // A file chooser that is left without a file cancels too; so does a dialog above this one.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose?.();
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        {onClose ? (
          <Button look="quiet" onClick={onClose} aria-label={t("关闭", "Close")}>
            ✕
          </Button>
        ) : null}
      </header>
      <div className="body">{children}</div>
      {actions ? <footer onClick={() => goToFirstFault(() => dialog.current)}>{actions}</footer> : null}
    </dialog>
  );
}

/** Where one starts: the field that is marked, else the first one, else the main button; the browser would take the ✕. */
function startIn(dialog: HTMLElement): HTMLElement | null {
  const field = dialog.querySelector<HTMLElement>(
    ".body :is(input, select, textarea):not(:disabled, [readonly], [type=checkbox])",
  );
  return (
    dialog.querySelector<HTMLElement>("[data-start]") ??
    field ??
    [...dialog.querySelectorAll<HTMLElement>("footer .btn:not(:disabled)")].at(-1) ??
    null
  );
}
