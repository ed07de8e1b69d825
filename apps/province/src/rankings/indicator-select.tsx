import type { Compiled } from "@duibiao/indicators";
import { Field, useText } from "@duibiao/ui";
import { groupsOf } from "./picked.ts";

type Props = { vocabulary: Compiled; value: string; onChange: (indicator: string) => void };

/** One of the indicators that the forms feed; an unknown one is said, not replaced in silence. */
export function IndicatorSelect({ vocabulary, value, onChange }: Props) {
  const t = useText();
  const groups = groupsOf(vocabulary);
  const known = groups.some(({ indicators }) => indicators.some(({ key }) => key === value));
  return (
    <Field
      label={t("指标", "Indicator")}
      fault={
        known ? undefined : t("目录中没有可计算的这项指标，请另选", "No form feeds such an indicator; choose another")
      }
    >
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={known ? value : ""}
          onChange={(event) => onChange(event.target.value)}
        >
          {known ? null : <option value="">{t("请选择", "Choose")}</option>}
          {groups.map(({ name, indicators }) => (
            <optgroup key={name.zh} label={t(name)}>
              {indicators.map((indicator) => (
                <option key={indicator.key} value={indicator.key}>
                  {t(indicator.name)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
