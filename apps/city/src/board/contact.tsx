import { useId, useRef, useState } from "react";
import type { Answer, api } from "@duibiao/client";
import { roles, useText } from "@duibiao/ui";

export type Contact = Answer<typeof api.board.listContacts>["items"][number];

/** 填报人 and 负责人 of a unit: the clerk's name in the row, everybody with phone on hover, focus or click. */
export function ContactCard({ contacts }: { contacts: readonly Contact[] }) {
  const t = useText();
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<{ left: number; top?: number; bottom?: number } | null>(null);
  if (contacts.length === 0) return <span className="quiet">{t("未登记", "None on record")}</span>;

  function open() {
    const box = anchor.current!.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, window.innerWidth - 300));
    // Fixed, so that the scrolling table does not cut it off; above its anchor in the lower half of the window.
    setAt(
      box.top > window.innerHeight / 2
        ? { left, bottom: window.innerHeight - box.top + 4 }
        : { left, top: box.bottom + 4 },
    );
  }
  const close = () => setAt(null);
  const first = contacts.find((contact) => contact.role === "clerk") ?? contacts[0]!;
  return (
    <span onMouseEnter={open} onMouseLeave={close}>
      <button
        type="button"
        ref={anchor}
        className="contact"
        aria-describedby={at ? id : undefined}
        onFocus={open}
        onBlur={close}
        onClick={open}
        onKeyDown={(event) => event.key === "Escape" && close()}
      >
        <span aria-hidden="true">☎ </span>
        {first.name}
      </button>
      {at ? (
        <span role="tooltip" id={id} className="contact-card" style={at}>
          {contacts.map((contact) => (
            <span key={`${contact.role}/${contact.name}`}>
              {t(roles[contact.role])} {contact.name} <b className="num">{contact.phone || t("无电话", "no phone")}</b>
            </span>
          ))}
        </span>
      ) : null}
    </span>
  );
}
