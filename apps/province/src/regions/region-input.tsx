import { useId, useState } from "react";
import { Field, useText } from "@duibiao/ui";
import type { Region } from "@duibiao/screens/dictionary";

type Props = {
  label: string;
  regions: readonly Region[];
  value: number | null;
  onChange: (id: number | null) => void;
  hint?: string;
};

/** One region, found by typing its name or code; what names none is said at once. */
export function RegionInput({ label, regions, value, onChange, hint }: Props) {
  const t = useText();
  const list = useId();
  const chosen = regions.find(({ id }) => id === value);
  const [typed, type] = useState<string | null>(null);
  const shown = typed ?? (chosen ? `${chosen.name} ${chosen.code}` : "");
  const fault =
    typed !== null && typed.trim() !== "" && value === null
      ? t(`没有叫“${typed}”的地区，请从列表中选。`, `No region is called "${typed}"; pick from the list.`)
      : undefined;
  const enter = (text: string) => {
    const found = regions.find(({ name, code }) => [name, code, `${name} ${code}`].includes(text.trim()));
    type(found ? null : text);
    onChange(found?.id ?? null);
  };
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ids) => (
        <>
          <input
            {...ids}
            className="input"
            list={list}
            value={shown}
            placeholder={t("名称或代码", "Name or code")}
            onChange={({ target }) => enter(target.value)}
          />
          <datalist id={list}>
            {regions.map(({ id, name, code }) => (
              <option key={id} value={`${name} ${code}`} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
