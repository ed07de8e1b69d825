import { mergeCatalogue, type Catalogue, type Form, type Indicator } from "@duibiao/indicators";

/** Invented factors where the base has none, so that the demo's energy can be computed. Not to be used anywhere. */
const factors: Record<string, Record<string, string>> = {
  EF_CE_2020: { gasoline_l: "1.08", diesel_l: "1.22" },
  EF_CO2: { elec_kwh: "0.55", gas_m3: "2.1", coal_t: "1900", heat_gj: "110" },
};

const numbers: Record<string, string> = {
  F_BAS: "演示机统1表",
  F_OFF: "演示机统2表",
  F_CST_Y: "演示机统3表",
  F_ENE: "演示机统4表",
  F_VEH: "演示机统5表",
};

/** A form with the marks that art. 17 of the statistics law asks for, invented and saying so. */
const marked = (form: Form): Form => ({
  ...form,
  number: numbers[form.key] ?? `演示机统 ${form.key}`,
  maker: "演示省机关事务管理局(虚构)",
  approval: "演统制〔2022〕99号(演示文号)",
  validUntil: "2029年12月(演示)",
  note: `表号、制定机关、批准文号、有效期均为演示。${form.note ?? ""}`,
});

/** The base says of some indicators that they cannot be computed until a factor is checked; here invented ones stand in. */
const withInventedFactors = (indicator: Indicator): Indicator =>
  indicator.note?.includes("factor_unknown")
    ? { ...indicator, note: "含演示系数：待核对的折标系数、排放因子以虚构的数代替，不得引用。" }
    : indicator;

/** The catalogue of 演示省: the base, with forms that carry marks and factor sets without gaps, all of it called 演示. */
export function demoCatalogue(base: Catalogue): Catalogue {
  const { format, key: _key, version, name: _name, source: _source, forms, factorSets, ...lists } = base;
  return mergeCatalogue([
    {
      format,
      key: "demo-990000",
      version: `${version}-demo.1`,
      name: { zh: "演示省机关运行保障指标目录(演示)", en: "Catalogue of the invented province (synthetic)" },
      source: "基础目录,另加演示系数与演示表号;均为虚构,不得引用 / the base with invented factors and form marks",
    },
    { ...lists, indicators: lists.indicators.map(withInventedFactors) },
    { forms: forms.map(marked) },
    {
      factorSets: factorSets.map((set) => ({
        ...set,
        name: { zh: `${set.name.zh}·演示系数`, en: `${set.name.en}, with invented factors` },
        factors: set.factors.map((factor) => {
          const invented = factors[set.key]?.[factor.measure];
          if (factor.value !== null || invented === undefined) return factor;
          return { ...factor, value: invented, source: "演示系数", note: "演示系数,虚构,不得引用", status: "PROPOSAL" };
        }),
      })),
    },
  ]);
}
