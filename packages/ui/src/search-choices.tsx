import { useState, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { useText } from "./language.tsx";

/** Something to choose, by its code and name; `beside` is said quietly. */
export type Choice = { id: number; code: string; name: string; beside?: string };

type Props = {
  label: string;
  hint?: ReactNode;
  /** What fits what is typed; everything, or what is proposed, where nothing is. */
  matching: (text: string) => readonly Choice[];
  onChoose: (id: number) => void;
  busy?: boolean;
  /** Said where nothing fits, and where all that fits is in sight. */
  none: string;
  all?: string;
};

/** How many are offered; more are found by typing. */
const offered = 8;

/** One of many, found by typing a part of what it is called. */
export function SearchChoices({ label, hint, matching, onChoose, busy = false, none, all }: Props) {
  const t = useText();
  const [text, setText] = useState("");
  const found = matching(text.trim());
  const more = found.length - offered;
  const said =
    found.length === 0
      ? none
      : more > 0
        ? t(`还有 ${more} 个，请多输几个字。`, `${more} more; type a little more.`)
        : all;
  return (
    <>
      <Field label={label} hint={hint}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="search"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <ul className="choices">
        {found.slice(0, offered).map(({ id, code, name, beside }) => (
          <li key={id}>
            <Button look="quiet" busy={busy} onClick={() => onChoose(id)}>
              {code} {name} {beside === undefined ? null : <span className="quiet">{beside}</span>}
            </Button>
          </li>
        ))}
      </ul>
      {said === undefined ? null : <p className="quiet">{said}</p>}
    </>
  );
}
