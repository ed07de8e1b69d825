import { z } from "zod";
import { at, flag, id } from "./fields.ts";
import { operation } from "./operation.ts";

const year = z.coerce.number().int().min(2000).max(2100);

/** A day that a notice names: off, or a weekend day worked (调休); with the notice's number and address. */
const namedDay = z.object({
  day: z.string(),
  off: z.boolean(),
  name: z.string(),
  documentNo: z.string(),
  source: z.string(),
});

export const readCalendar = operation({
  id: "calendar.read",
  method: "get",
  path: "/calendar/{region}/{year}",
  action: "calendar.read",
  reach: "reference",
  summary: {
    zh: "一年的工作日历：放假与调休上班日及其文号；未载入的年份只按周末计，并注明",
    en: "A year's workday calendar: days off and weekend days worked with their notices; a year not loaded says so",
  },
  params: { region: id, year },
  response: z.object({
    year: z.number(),
    /** platform: ships with it; own: loaded by the region or one above; none: not loaded, weekends only. */
    origin: z.enum(["platform", "own", "none"]),
    loadedBy: z.string().nullable(),
    loadedAt: at.nullable(),
    days: z.array(namedDay),
    /** Workdays of the year, and whether its last week is settled by the next year's notice. */
    workdays: z.number(),
    lastWeekSettled: z.boolean(),
  }),
});

/** Rows: day,kind,name,document_no[,source]; kind off 放假 or work 上班. The rows are the whole year's. */
export const importCalendar = operation({
  id: "calendar.import",
  method: "post",
  path: "/calendar/{region}/{year}",
  action: "calendar.change",
  reach: "subtree",
  summary: {
    zh: "载入或更正一年的放假调休安排（CSV：day,kind,name,document_no,source；逐日写明文号；可试运行）",
    en: "Load or correct a year's days off and weekend days worked (CSV, each day with its document number; dry run)",
  },
  params: { region: id, year },
  query: { dryRun: flag.default(false) },
  body: z.string(),
  bodyType: "text/csv",
  response: z.object({
    dryRun: z.boolean(),
    days: z.number(),
    workdays: z.number(),
    /** Days that are worked now and were not, or the other way. */
    changed: z.array(z.string()),
    /** Running collections with a due day that is now a day off. */
    collections: z.array(z.object({ id: z.number(), name: z.string(), days: z.array(z.string()) })),
  }),
  keyed: true,
});
