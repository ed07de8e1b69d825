import type { Compiled } from "@duibiao/indicators";
import type { Period, Region } from "@duibiao/screens/dictionary";
import { Field, lenses, Segments, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { IndicatorSelect } from "./indicator-select.tsx";
import type { RankingSearch } from "./search.ts";

export type Choice = {
  catalogue: number;
  indicator: string;
  period: number;
  tier: "county" | "city";
  lens: "submitted" | "county" | "city" | "province";
};

type Props = {
  vocabulary: Compiled;
  choice: Choice;
  search: RankingSearch;
  periods: readonly Period[];
  regions: readonly Region[];
  onChange: (patch: Partial<RankingSearch>) => void;
};

/** What is compared with what: on the left of a ranking. */
export function Picker({ vocabulary, choice, search, periods, regions, onChange }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const kinds = [...new Set(regions.filter(({ tier }) => tier === choice.tier).map(({ kind }) => kind))].filter(
    Boolean,
  );
  const cities = regions.filter(({ tier }) => tier === "city");
  const group = search.own ? "own" : (search.group ?? "");
  return (
    <form className="card rank-picker no-print" aria-label={t("选择比较范围", "What is compared")}>
      <IndicatorSelect
        vocabulary={vocabulary}
        value={choice.indicator}
        onChange={(indicator) => onChange({ indicator, sort: undefined })}
      />
      <Field label={t("报告期", "Period")}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={choice.period}
            onChange={(event) => onChange({ period: Number(event.target.value) })}
          >
            {periods.map((period) => (
              <option key={period.id} value={period.id}>
                {showPeriod(period, language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="field">
        <span className="label">{t("级次", "Tier")}</span>
        <Segments
          label={t("级次", "Tier")}
          value={choice.tier}
          options={[
            { value: "county", label: t("县级", "Counties") },
            { value: "city", label: t("市级", "Cities") },
          ]}
          onChange={(tier) =>
            onChange({
              tier: tier === "county" ? undefined : tier,
              group: undefined,
              own: undefined,
              city: undefined,
              region: undefined,
            })
          }
        />
      </div>
      <Field
        label={t("对标组", "Compared within")}
        hint={
          search.own
            ? t("只比各地区本级单位，不含下级", "Own-level units only, nothing below them")
            : t("位次和四分位在此范围内计算", "Places and quarters are computed within it")
        }
      >
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={group}
            onChange={({ target: { value } }) =>
              onChange(
                value === "own" ? { own: true, group: undefined } : { own: undefined, group: value || undefined },
              )
            }
          >
            <option value="">
              {choice.tier === "county" ? t("全省县级", "All counties") : t("全省各市", "All cities")}
            </option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {kind}
              </option>
            ))}
            <option value="own">{t("本级单独比", "Own levels apart")}</option>
          </select>
        )}
      </Field>
      {choice.tier === "county" ? (
        <Field
          label={t("只列某市", "List one city only")}
          hint={t("位次仍在对标组内计算", "Places stay those of the whole comparison")}
        >
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={search.city ?? ""}
              onChange={(event) => onChange({ city: Number(event.target.value) || undefined })}
            >
              <option value="">{t("全部", "All")}</option>
              {cities.map((city) => (
                <option key={city.id} value={city.id}>
                  {city.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      <Field
        label={t("口径", "Lens")}
        hint={
          choice.lens === "province" || choice.lens === "city"
            ? undefined
            : t("未经市级审核的数据只供内部查看", "Figures before city review are for internal use only")
        }
      >
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={choice.lens}
            onChange={({ target: { value } }) =>
              onChange({ lens: value === "province" ? undefined : (value as Choice["lens"]) })
            }
          >
            {(["province", "city", "county", "submitted"] as const).map((lens) => (
              <option key={lens} value={lens}>
                {t(lenses[lens])}
              </option>
            ))}
          </select>
        )}
      </Field>
    </form>
  );
}
