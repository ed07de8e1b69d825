import { useId, useMemo, useRef, useState } from "react";
import { formulaText, resolveFormula, showUom, uomOf, type Text, type Vocabulary } from "@duibiao/indicators";
import { Button, Field, useText } from "@duibiao/ui";
import { textOf, withField, type FormProps } from "./fields.tsx";
import { formulaWords } from "./formula-words.ts";

type Props = FormProps & {
  field: string;
  label: string;
  wanted: "number" | "condition";
  vocabulary: Vocabulary;
  optional?: boolean;
};

type Reading = { words: Text; uom: string | null } | { problem: Text; start: number; end: number };

/** What a formula says, or what is wrong with it and where: names first, then units of measure. */
function reading(vocabulary: Vocabulary, text: string, wanted: Props["wanted"]): Reading {
  const resolved = resolveFormula(vocabulary, text, wanted);
  if (!resolved.ok) return { problem: resolved.error.text, start: resolved.error.start, end: resolved.error.end };
  const uom = uomOf(vocabulary, resolved.formula);
  if (!uom.ok) return { problem: uom.error.text, start: uom.error.start, end: uom.error.end };
  return { words: formulaText(vocabulary, text), uom: uom.uom === "condition" ? null : showUom(uom.uom) };
}

/** A formula or a condition, read while it is typed: in words below it, or the fault at its place. */
export function FormulaInput({ entry, onChange, disabled, field, label, wanted, vocabulary, optional = false }: Props) {
  const t = useText();
  const text = textOf(entry, field);
  const box = useRef<HTMLTextAreaElement>(null);
  const read = useMemo(
    () => (text.trim() === "" ? null : reading(vocabulary, text, wanted)),
    [vocabulary, text, wanted],
  );
  const fault = read !== null && "problem" in read ? read : null;
  const hint =
    wanted === "number"
      ? t("例：elec_kwh * 1000 / energy_area", "For example: elec_kwh * 1000 / energy_area")
      : t("例：dc_elec_kwh <= elec_kwh", "For example: dc_elec_kwh <= elec_kwh");
  const change = (value: string) => onChange(withField(entry, field, value, optional));
  return (
    <div className="draft-formula">
      <Field label={label} hint={hint} fault={fault === null ? undefined : t(fault.problem)}>
        {(ids) => (
          <textarea
            {...ids}
            ref={box}
            className="input draft-code"
            spellCheck={false}
            rows={3}
            disabled={disabled}
            value={text}
            onChange={({ target }) => change(target.value)}
          />
        )}
      </Field>
      {fault === null ? null : (
        <p className="draft-code draft-fault" aria-hidden="true">
          {text.slice(0, fault.start)}
          <mark>{text.slice(fault.start, fault.end) || "␣"}</mark>
          {text.slice(fault.end)}
        </p>
      )}
      {read === null || fault !== null ? null : <Words reading={read as Extract<Reading, { words: Text }>} />}
      {disabled ? null : (
        <Insert
          vocabulary={vocabulary}
          condition={wanted === "condition"}
          onInsert={(word) => {
            const at = box.current?.selectionStart ?? text.length;
            change(`${text.slice(0, at)}${word}${text.slice(box.current?.selectionEnd ?? at)}`);
            box.current?.focus();
          }}
        />
      )}
    </div>
  );
}

function Words({ reading: { words, uom } }: { reading: { words: Text; uom: string | null } }) {
  const t = useText();
  return (
    <p className="draft-words" role="status">
      <span aria-hidden="true">✓ </span>
      {t("读作：", "Reads: ")}
      <strong>{t(words)}</strong>
      {uom === null ? null : (
        <span className="quiet">
          {t("，推得计量单位：", ", inferred unit: ")}
          {uom === "" ? t("无", "none") : uom}
        </span>
      )}
    </p>
  );
}

type InsertProps = { vocabulary: Vocabulary; condition: boolean; onInsert: (word: string) => void };

/** Puts a figure, a limit, a target or a function into a formula by its name. */
function Insert({ vocabulary, condition, onInsert }: InsertProps) {
  const t = useText();
  const id = useId();
  const [typed, type] = useState("");
  const options = useMemo(
    () => formulaWords(vocabulary, condition).map(({ text, name }) => ({ text, label: `${text} ${t(name)}` })),
    [vocabulary, condition, t],
  );
  const found = options.find(({ text, label }) => typed === label || typed.trim() === text);
  const insert = () => {
    if (found === undefined) return;
    onInsert(found.text);
    type("");
  };
  return (
    <div className="row draft-insert">
      <label htmlFor={id} className="quiet">
        {t("插入数据项、限额、目标值或函数", "Insert a measure, limit, target or function")}
      </label>
      <input
        id={id}
        className="input"
        list={`${id}-list`}
        value={typed}
        placeholder={t("输入名称或键", "Type a name or a key")}
        onChange={({ target }) => type(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          insert();
        }}
      />
      <datalist id={`${id}-list`}>
        {options.map(({ text, label }) => (
          <option key={text} value={label} />
        ))}
      </datalist>
      <Button small disabled={found === undefined} onClick={insert}>
        {t("插入", "Insert")}
      </Button>
    </div>
  );
}
