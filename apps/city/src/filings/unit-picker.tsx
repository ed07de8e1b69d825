import { useEffect, useRef, useState } from "react";
import type { Answer, api } from "@duibiao/client";
import { Button, Field, useText } from "@duibiao/ui";

export type Unit = Answer<typeof api.units.listUnits>["items"][number];
type Props = {
  label: string;
  units: readonly Unit[];
  chosen: readonly number[];
  onChange: (chosen: number[]) => void;
  fault: string | null;
  most?: number;
};

/** How many are offered; more are found by typing. */
const offered = 6;

/** Institutions chosen by code or name, each with a button that takes it away again. */
export function UnitPicker({ label, units, chosen, onChange, fault, most = 50 }: Props) {
  const t = useText();
  const [text, setText] = useState("");
  const field = useRef<HTMLDivElement>(null);
  // The button that chose or took away is gone: the keyboard goes on at the field, or at what was chosen last.
  const [moved, setMoved] = useState(0);
  useEffect(() => {
    const last = field.current?.querySelectorAll<HTMLElement>("input, .picked button") ?? [];
    if (moved > 0) [...last].at(-1)?.focus();
  }, [moved]);
  const put = (next: number[]) => {
    setText("");
    onChange(next);
    setMoved((known) => known + 1);
  };
  const sought = text.trim();
  const matching =
    sought === ""
      ? []
      : units.filter(({ id, code, name }) => !chosen.includes(id) && (code.includes(sought) || name.includes(sought)));
  return (
    <Field
      label={label}
      fault={fault}
      hint={
        matching.length > offered
          ? t(
              `还有 ${matching.length - offered} 个，请多输几个字。`,
              `${matching.length - offered} more; type a little more.`,
            )
          : sought !== "" && matching.length === 0
            ? t("没有找到。", "None found.")
            : t("输入代码或名称的一部分，再点选。", "Type part of a code or name, then choose.")
      }
    >
      {(ids) => (
        <div ref={field}>
          {chosen.length > 0 ? (
            <span className="row picked">
              {chosen.map((id) => {
                const name = units.find((unit) => unit.id === id)?.name ?? String(id);
                return (
                  <Button
                    key={id}
                    small
                    aria-label={t(`去掉${name}`, `Remove ${name}`)}
                    onClick={() => put(chosen.filter((one) => one !== id))}
                  >
                    {name} ✕
                  </Button>
                );
              })}
            </span>
          ) : null}
          {chosen.length < most ? (
            <input
              {...ids}
              className="input"
              type="search"
              value={text}
              onChange={({ target }) => setText(target.value)}
              onKeyDown={(event) => {
                // Esc takes back what is sought, and only then closes the dialog.
                if (event.key !== "Escape" || text === "") return;
                event.preventDefault();
                setText("");
              }}
            />
          ) : null}
          <ul className="choices">
            {matching.slice(0, offered).map(({ id, code, name }) => (
              <li key={id}>
                <Button look="quiet" onClick={() => put([...chosen, id])}>
                  {code} {name}
                </Button>
              </li>
            ))}
          </ul>
          <span className="sr-only" role="status">
            {sought === "" ? "" : t(`找到 ${matching.length} 个`, `${matching.length} found`)}
          </span>
        </div>
      )}
    </Field>
  );
}
