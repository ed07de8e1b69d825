import { addDays, addWorkdays, dueOn, type Calendar, type DueDay } from "../calendar/workdays.ts";

export const dueTiers = ["unit", "county", "city", "province"] as const;
export type DueTier = (typeof dueTiers)[number];
type Rules = Record<DueTier, string>;

/**
 * 各表各级默认期限, suggestions of the platform and never law: `d15` 15 days after the period's end, `w10` the tenth
 * workday after it, `01-20` that day of the next year, `=12-15` that day of the period's own year. A notice overrules them.
 */
const byForm: Readonly<Record<string, Rules>> = {
  F_BAS: { unit: "01-20", county: "01-25", city: "01-31", province: "02-10" },
  F_CST_Y: { unit: "06-30", county: "07-15", city: "07-31", province: "08-15" },
  F_OFF: { unit: "=08-31", county: "=09-15", city: "=09-30", province: "=10-15" },
  F_ENE_Y: { unit: "01-20", county: "01-31", city: "02-28", province: "03-10" },
  F_AST: { unit: "01-31", county: "02-10", city: "02-20", province: "02-28" },
  F_GOV: { unit: "=12-15", county: "=12-20", city: "=12-25", province: "=12-31" },
};

const byKind: Readonly<Record<string, Rules>> = {
  month: { unit: "d8", county: "d12", city: "d15", province: "d20" },
  quarter: { unit: "d15", county: "d20", city: "d25", province: "d35" },
};

const otherwise: Rules = { unit: "d20", county: "d25", city: "d31", province: "d41" };

export const rulesOf = (form: string, kind: string): Rules => byForm[form] ?? byKind[kind] ?? otherwise;

export const ruleSource = {
  zh: "平台按报表给出的建议，不是法定期限；以通知为准",
  en: "Suggested by the platform for the form, no legal date; the notice decides",
};

/** The due day that a rule gives after a period's last day, moved off days that are not worked. */
export function dueBy(calendar: Calendar, rule: string, end: string): DueDay {
  const n = Number(rule.slice(1));
  if (rule.startsWith("w")) return dueOn(calendar, addWorkdays(calendar, end, n));
  if (rule.startsWith("d")) return dueOn(calendar, addDays(end, n));
  if (/^\d{4}-/.test(rule)) return dueOn(calendar, rule);
  const year = Number(end.slice(0, 4));
  return dueOn(calendar, rule.startsWith("=") ? `${year}-${rule.slice(1)}` : `${year + 1}-${rule}`);
}
