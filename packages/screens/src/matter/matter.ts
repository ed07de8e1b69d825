import { api, type Answer } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { groupDigits } from "@duibiao/ui";

export type Matter = Answer<typeof api.matters.readMatter>;
export type MatterItem = Answer<typeof api.matters.listMatters>["items"][number];

type Value = NonNullable<Matter["correction"]>["cells"][number]["after"];

/** A value of a cell as it is said beside another. */
export function valueText(value: Value | null): Text {
  if (value === null) return { zh: "未报", en: "not reported" };
  const { state, value: digits, estimated, reason } = value;
  if (state === "na") return { zh: `不适用（${reason}）`, en: `n/a (${reason})` };
  if (state === "missing") return { zh: `暂缺（${reason}）`, en: `missing (${reason})` };
  const shown = groupDigits(digits!);
  return { zh: `${shown}${estimated ? "（暂估）" : ""}`, en: `${shown}${estimated ? " (estimated)" : ""}` };
}
