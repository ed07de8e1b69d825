import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { showPeriod, useLanguage, useText } from "@duibiao/ui";
import type { BoardRow } from "./board-rows.ts";
import { periodIn } from "./search.ts";
import { wholeYear, yearsOf, type Period } from "./collections.ts";

type PeriodProps = {
  periods: readonly Period[];
  value: string | number | undefined;
  onChange: (value: string | number | undefined) => void;
};

/** What is open now, all of a year, or one period. */
export function PeriodSelect({ periods, value, onChange }: PeriodProps) {
  const t = useText();
  const { language } = useLanguage();
  return (
    <label className="inline-field">
      {t("报告期", "Period")}
      <select
        className="input"
        value={String(value ?? "")}
        onChange={(event) => onChange(periodIn(event.target.value))}
      >
        <option value="">{t("当前应办（未锁定）", "Open now (not locked)")}</option>
        {yearsOf(periods).map(({ year, periods: count }) => (
          <option key={year} value={wholeYear(year)}>
            {t(`${year} 年全部 ${count} 个报告期`, `All ${count} periods of ${year}`)}
          </option>
        ))}
        {periods.map((period) => (
          <option key={period.id} value={period.key}>
            {showPeriod(period, language)}
          </option>
        ))}
      </select>
    </label>
  );
}

type CityProps = {
  rows: readonly BoardRow[];
  value: number | undefined;
  onChange: (value: number | undefined) => void;
};

/** One city of several; nothing for who sees one only. */
export function CitySelect({ rows, value, onChange }: CityProps) {
  const t = useText();
  const cities = [...new Set(rows.map(({ unit }) => unit.cityId))];
  const regions = useQuery({ ...read(api.regions.listRegions, {}), staleTime: 600_000, enabled: cities.length > 1 });
  if (cities.length < 2) return null;
  const known = (regions.data?.items ?? []).filter(({ id }) => cities.includes(id));
  return (
    <label className="inline-field">
      {t("市", "City")}
      <select
        className="input"
        value={String(value ?? "")}
        onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
      >
        <option value="">{t("全部", "All")}</option>
        {known.map(({ id, name, tier }) => (
          <option key={id} value={id}>
            {tier === "province" ? t(`${name}直属`, `${name}, direct`) : name}
          </option>
        ))}
      </select>
    </label>
  );
}
