import { wanted } from "../address.ts";

/** `periods`: how many collections are counted together (default 1). `rule`: whose hits are shown below. */
export const rulesSearch = ({ periods, rule, sort }: Record<string, unknown>) => ({
  periods: wanted.oneOf(wanted.text(periods), ["4", "12"] as const),
  rule: wanted.text(rule),
  sort: wanted.text(sort),
});
export type RulesSearch = ReturnType<typeof rulesSearch>;
