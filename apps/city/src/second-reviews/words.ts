import type { Answer, api } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";

type Duty = Answer<typeof api.secondReviews.listDuties>["items"][number];

/** Who may review second, by name; who serves no more is said to. */
export const whoOf = ({ reviewers }: Pick<Duty, "reviewers">): Text => {
  const names = (gone: string) => reviewers.map(({ name, serves }) => (serves ? name : `${name}${gone}`));
  return { zh: names("（已不在岗）").join("、"), en: names(" (no longer serves)").join(", ") };
};

/** 无人可复核: everybody who was named has left. */
export const hasNobody = ({ reviewers }: Pick<Duty, "reviewers">): boolean =>
  reviewers.length > 0 && reviewers.every(({ serves }) => !serves);

/** What a duty is about: a form by its name, or a line of ministry. */
export function whatOf({ kind, key }: Pick<Duty, "kind" | "key">, forms: ReadonlyMap<string, Text>): Text {
  if (kind === "line") return { zh: `主管部门：${key}`, en: `Line: ${key}` };
  const name = forms.get(key) ?? { zh: key, en: key };
  return { zh: `报表：${name.zh}`, en: `Form: ${name.en}` };
}
