import type { Catalogue } from "@duibiao/indicators";
import { smallCatalogue } from "../src/testing-province.ts";

/** The small catalogue with a yearly form that asks what the quarters add up to, and one figure of its own. Invented. */
export const year: Catalogue = {
  ...smallCatalogue,
  key: "year",
  forms: [
    ...smallCatalogue.forms,
    {
      key: "T_YEAR",
      name: { zh: "年度测试表", en: "yearly test form" },
      period: "year",
      sections: [
        {
          key: "all",
          name: { zh: "全部", en: "all" },
          lines: [
            { row: "01", measure: "t_energy" },
            { row: "02", measure: "t_rate" },
          ],
        },
      ],
    },
  ],
};

export const beijing = (day: string) => `${day}T00:00:00+08:00`;

/** A request that opens the second quarter's form. */
export const askFor = (
  about: { owner: number; catalogue: number; period: number },
  more: Record<string, unknown> = {},
) => ({
  ...about,
  form: "T_FORM",
  name: "第二季度",
  synthetic: true,
  opensAt: beijing("2026-07-01"),
  dueUnit: beijing("2026-07-16"),
  dueCounty: beijing("2026-07-21"),
  dueCity: beijing("2026-07-28"),
  dueProvince: beijing("2026-08-08"),
  ...more,
});
