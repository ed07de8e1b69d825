/** A published series that becomes one form of the catalogue: which rows, for which period, under which measures. */
export type Series = {
  dataset: string;
  indicator: string;
  /** The source's way to write the period; the platform takes the same. */
  period: string;
  periodKind: "year" | "custom" | "instant";
  form: string;
  measure: string;
  /** Measures of the ends of the published 95 % interval. */
  bounds?: { lower: string; upper: string };
  /** Key of the catalogue's indicator that ranks it. */
  ranks: string;
};

/** The six ratios that are ranked. */
export const ratios: readonly Series[] = [
  {
    dataset: "domestic-electricity-consumption",
    indicator: "Electricity consumption",
    period: "2024-02-01/P1Y",
    periodKind: "custom",
    form: "ELS_ELECTRICITY",
    measure: "els_electricity_kwh",
    ranks: "electricity_consumption",
  },
  {
    dataset: "greenhouse-gas-emissions",
    indicator: "Greenhouse gas emissions",
    period: "2023-01-01/P1Y",
    periodKind: "year",
    form: "ELS_GREENHOUSE_GAS",
    measure: "els_greenhouse_gas_t",
    ranks: "greenhouse_gas_emissions",
  },
  {
    dataset: "gigabit-capable-broadband",
    indicator: "Gigabit capable broadband",
    period: "2026-01-01",
    periodKind: "instant",
    form: "ELS_GIGABIT",
    measure: "els_gigabit_pct",
    ranks: "gigabit_broadband",
  },
  {
    dataset: "employment-rate",
    indicator: "Employment rate",
    period: "2023-01-01/P1Y",
    periodKind: "year",
    form: "ELS_EMPLOYMENT",
    measure: "els_employment_pct",
    bounds: { lower: "els_employment_pct_lower", upper: "els_employment_pct_upper" },
    ranks: "employment_rate",
  },
  {
    dataset: "personal-wellbeing-estimates",
    indicator: "Satisfaction",
    period: "2022-04-01/P1Y",
    periodKind: "custom",
    form: "ELS_LIFE_SATISFACTION",
    measure: "els_life_satisfaction",
    bounds: { lower: "els_life_satisfaction_lower", upper: "els_life_satisfaction_upper" },
    ranks: "life_satisfaction",
  },
  {
    dataset: "library-walk",
    indicator: "Residents within a 30 minute walk of their nearest library",
    period: "2024-05-15",
    periodKind: "instant",
    form: "ELS_LIBRARY_WALK",
    measure: "els_library_walk_pct",
    ranks: "library_walk",
  },
];

/** The one count that adds up from local authorities to the nation, once a year. */
export const additive = {
  dataset: "business-demography",
  form: "ELS_BUSINESSES",
  measure: "els_active_businesses",
} as const;

/** How the platform writes a period of the source: a calendar year by its number, everything else as it stands. */
export const periodKey = (series: Pick<Series, "period" | "periodKind">) =>
  series.periodKind === "year" ? series.period.slice(0, 4) : series.period;
