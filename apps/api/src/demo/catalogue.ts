import { mergeCatalogue, type Catalogue, type FactorSet, type Form, type Indicator } from "@duibiao/indicators";

/** Invented emission factors where the base has none, so that the demo's carbon can be computed. Not to be used anywhere. */
const factors: Record<string, Record<string, string>> = {
  EF_CO2: { elec_kwh: "0.55", gas_m3: "2.1", coal_t: "1900", heat_gj: "110" },
};

/** What units fill in, in the order of its invented numbers, and what the platform fills in. */
const numbered = {
  机统: "F_BAS F_OFF F_CST_Y F_ENE F_VEH F_CST F_AST F_GOV F_ENE_Y F_PRC F_SRV F_SAF F_ENE_M",
  平台: "F_SYS_Q F_SYS_Y F_SURVEY F_RUBRIC",
};
const numbers = new Map(
  Object.entries(numbered).flatMap(([series, forms]) =>
    forms.split(" ").map((form, at) => [form, `演示${series}${at + 1}表`] as const),
  ),
);

/** A form with the marks that art. 17 of the statistics law asks for, invented and saying so. */
const marked = (form: Form): Form => ({
  ...form,
  number: numbers.get(form.key) ?? `演示 ${form.key}`,
  maker: "演示省机关事务管理局（虚构）",
  approval: "演统制〔2022〕99号（演示文号）",
  validUntil: "2029年12月（演示）",
  note: `表号、制定机关、批准文号、有效期均为演示。${form.note ?? ""}`,
});

/** The base says of some indicators that they cannot be computed until a factor is checked; here invented ones stand in. */
const withInventedFactors = (indicator: Indicator): Indicator =>
  indicator.note?.includes("factor_unknown")
    ? { ...indicator, note: "含演示系数：待核对的排放因子以虚构的数代替，不得引用。" }
    : indicator;

/** A factor set with its gaps filled, saying so in its name and at each factor. */
function filled(set: FactorSet): FactorSet {
  const invented = factors[set.key];
  if (invented === undefined) return set;
  return {
    ...set,
    name: { zh: `${set.name.zh}·演示系数`, en: `${set.name.en}, with invented factors` },
    factors: set.factors.map((factor) => {
      const value = invented[factor.measure];
      if (factor.value !== null || value === undefined) return factor;
      return { ...factor, value, source: "演示系数", note: "演示系数，虚构，不得引用", status: "PROPOSAL" };
    }),
  };
}

/** The catalogue of 演示省: the base, with forms that carry marks, emission factors without gaps, and every module in use, all of it called 演示. */
export function demoCatalogue(base: Catalogue): Catalogue {
  const { format, key: _key, version, name: _name, source: _source, forms, factorSets, ...lists } = base;
  return mergeCatalogue([
    {
      format,
      key: "demo-990000",
      version: `${version}-demo.1`,
      name: { zh: "演示省机关运行保障指标目录（演示）", en: "Catalogue of the invented province (synthetic)" },
      source:
        "基础目录，另加演示系数与演示表号，全部模块视为已启用（演示）；均为虚构，不得引用 / the base with invented factors and form marks, every module taken as in use",
      modules: base.measures.flatMap(({ module }) => module ?? []),
    },
    { ...lists, indicators: lists.indicators.map(withInventedFactors) },
    { forms: forms.map(marked) },
    { factorSets: factorSets.map(filled) },
  ]);
}
