import type { Answer, api } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";

type Duty = Answer<typeof api.secondReviews.listDuties>["items"][number];

/** What a duty is about: a form by its name, or a line of ministry. */
export function whatOf({ kind, key }: Pick<Duty, "kind" | "key">, forms: ReadonlyMap<string, Text>): Text {
  if (kind === "line") return { zh: `主管部门：${key}`, en: `Line: ${key}` };
  const name = forms.get(key) ?? { zh: key, en: key };
  return { zh: `报表：${name.zh}`, en: `Form: ${name.en}` };
}
