import { useId, useState, type FormEvent } from "react";
import { isBareExplanation } from "@duibiao/indicators";
import { Button } from "../button.tsx";
import { Field } from "../field.tsx";
import { FoundAgain } from "../found-again.tsx";
import { useText } from "../language.tsx";
import type { Reason } from "./reason.ts";
import { usualReasons } from "./reasons.ts";
import { useGrid } from "./use-entry.ts";

type Props = {
  /** Which reason of the form it is, where it waits until it is done. */
  place: string;
  kind: keyof typeof usualReasons;
  hint?: string;
  given?: string;
  /** An explanation that only says that the figure is right is refused. */
  refuseBare?: boolean;
  onDone: (reason: string) => void;
};

/** A usual reason from the list, a text of one's own, or both. */
export function ReasonForm({ place, kind, hint, given = "", refuseBare, onDone }: Props) {
  const t = useText();
  const name = useId();
  const { words, write, done, ...found } = useReason(place, given);
  const { picked, text } = words;
  const pick = (next: string) => write({ picked: next, text });
  const [fault, setFault] = useState("");
  const limit = kind === "explain" ? 500 : 200;
  const reason = [picked, text.trim()].filter(Boolean).join(":").slice(0, limit);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (reason === "") return setFault(t("请选一项或写明原因。", "Choose a reason or write one."));
    if (refuseBare && isBareExplanation(reason))
      return setFault(
        t(
          "只写“核实无误”之类不算说明，请写出原因，例如增减了什么、多少。",
          "Saying that it is right explains nothing; give the cause, such as what grew or shrank, and by how much.",
        ),
      );
    onDone(reason);
    done();
  };
  return (
    <form onSubmit={send} className="stack">
      {hint ? <p className="quiet">{hint}</p> : null}
      <FoundAgain of={found} />
      <fieldset className="reasons">
        <legend>{t("常用原因", "Usual reasons")}</legend>
        {usualReasons[kind].map((usual) => (
          <label key={usual.zh} className="inline-field">
            <input
              type="radio"
              name={name}
              checked={picked === usual.zh}
              // The ledger keeps one language; it is read by every tier.
              onChange={() => pick(usual.zh)}
            />
            {t(usual)}
          </label>
        ))}
      </fieldset>
      <Field label={t("补充或其他原因", "Details, or another reason")} fault={fault || undefined}>
        {(ids) => (
          <textarea
            {...ids}
            className="input"
            rows={2}
            maxLength={limit}
            value={text}
            onChange={(event) => write({ picked, text: event.target.value })}
          />
        )}
      </Field>
      <div className="row">
        <Button type="submit" look="primary">
          {t("确定", "Done")}
        </Button>
        {picked ? (
          <Button look="quiet" onClick={() => pick("")}>
            {t("不选", "None of these")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

/** The reason as it is written, kept with every key until it is done: a dialog or page that closes loses none of it. */
function useReason(place: string, given: string) {
  const { reasons } = useGrid();
  const blank: Reason = { picked: "", text: given };
  const [left] = useState(() => reasons?.read(place) ?? null);
  const [words, setWords] = useState(left ?? blank);
  const [found, setFound] = useState(left !== null);
  const keep = (next: Reason | null) => {
    reasons?.keep(place, next);
    if (next === null) setFound(false);
  };
  return {
    words,
    found,
    write(next: Reason) {
      setWords(next);
      keep(next.picked === blank.picked && next.text === blank.text ? null : next);
    },
    done: () => keep(null),
    drop() {
      setWords(blank);
      keep(null);
    },
  };
}
