import { z } from "zod";
import { day, line } from "./fields.ts";
import { operation } from "./operation.ts";

export const periodKind = z.enum(["month", "quarter", "half", "year", "instant", "custom"]);

/** Both dates inclusive. */
export const period = z.object({
  id: z.number(),
  key: z.string(),
  kind: periodKind,
  start: z.string(),
  end: z.string(),
});

export const listPeriods = operation({
  id: "periods.list",
  method: "get",
  path: "/periods",
  action: "period.read",
  reach: "reference",
  summary: { zh: "报告期", en: "Reporting periods" },
  query: { kind: periodKind.optional(), from: day.optional(), to: day.optional() },
  response: z.object({ items: z.array(period) }),
});

export const createPeriod = operation({
  id: "periods.create",
  method: "post",
  path: "/periods",
  action: "period.create",
  reach: "reference",
  summary: {
    zh: "设立报告期（同一类别、同样起止只有一个）",
    en: "Set up a period (one per kind and dates)",
  },
  /** month 2026-03, quarter 2026Q1, half 2026H1, year 2026, instant 2026-01-01, custom 2024-02-01/2025-01-31 or 2024-02-01/P1Y. */
  body: z.strictObject({ kind: periodKind, period: line(60) }),
  response: period,
  keyed: true,
});
