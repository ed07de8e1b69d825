import { usePeriods } from "@duibiao/screens/dictionary";
import { lenses, nameOf, Segments, showPeriod, tiers, useLanguage, useText } from "@duibiao/ui";
import type { Comparable, Evaluation } from "./choice.ts";
import type { CompareSearch } from "./search.ts";

type Props = {
  groups: readonly Comparable[];
  group: Comparable | undefined;
  compared: readonly Evaluation[];
  search: CompareSearch;
  onChange: (patch: Partial<CompareSearch>) => void;
};

/** Period, tier and lens, as far as something was evaluated there, and the schemes. */
export function ComparePicker({ groups, group, compared, search, onChange }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const periods = (usePeriods().data ?? []).filter(({ id }) => groups.some(({ period }) => period === id));
  const of = <Name extends "tier" | "lens">(name: Name) => [
    ...new Set(groups.filter(({ period }) => period === group?.period).map((other) => other[name])),
  ];
  const chosen = new Set(compared.map(({ scheme }) => scheme));
  const toggle = (scheme: string, on: boolean) => {
    const keys = (group?.evaluations ?? [])
      .map((evaluation) => evaluation.scheme)
      .filter((key) => (key === scheme ? on : chosen.has(key)));
    onChange({ schemes: keys.join(",") || "-", region: undefined });
  };
  return (
    <div className="row compare-picker">
      <label className="inline-field">
        {t("报告期", "Period")}
        <select
          className="input"
          value={group?.period ?? ""}
          onChange={({ target }) =>
            onChange({ period: Number(target.value), tier: undefined, lens: undefined, region: undefined })
          }
        >
          {group === undefined ? <option value="">{t("没有评估", "nothing evaluated")}</option> : null}
          {periods.map((period) => (
            <option key={period.id} value={period.id}>
              {showPeriod(period, language)}
            </option>
          ))}
        </select>
      </label>
      <Segments
        label={t("级次", "Tier")}
        value={group?.tier ?? ""}
        options={of("tier").map((value) => ({ value, label: t(nameOf(tiers, value)) }))}
        onChange={(tier) =>
          onChange({ tier: tier as "county", period: group?.period, lens: undefined, region: undefined })
        }
      />
      {of("lens").length > 1 ? (
        <Segments
          label={t("口径", "Lens")}
          value={group?.lens ?? ""}
          options={of("lens").map((value) => ({ value, label: t(nameOf(lenses, value)) }))}
          onChange={(lens) =>
            onChange({ lens: lens as "province", period: group?.period, tier: search.tier, region: undefined })
          }
        />
      ) : null}
      <fieldset className="row compare-schemes">
        <legend>{t("方案", "Schemes")}</legend>
        {(group?.evaluations ?? []).map(({ scheme, id }) => (
          <label key={id} className="inline-field">
            <input
              type="checkbox"
              checked={chosen.has(scheme)}
              onChange={({ target }) => toggle(scheme, target.checked)}
            />
            {scheme}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
