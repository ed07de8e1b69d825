import type { Scheme } from "@duibiao/indicators";
import { problems } from "../problem.ts";
import type { Judged } from "./judgements.ts";

type Bonus = Judged["bonus"];

/** 加分 as given, by region and reason; refused where the scheme gives none, or a region is not evaluated. */
export function bonusOf(
  scheme: Scheme,
  regions: readonly { regionId: number }[],
  given: Bonus | undefined = [],
): Bonus {
  if (given.length === 0) return [];
  if (scheme.bonus === undefined)
    throw problems.rule("该评估方案没有加分项，不能录入加分", "This scheme gives no bonus; none can be entered");
  const listed = new Set(regions.map(({ regionId }) => regionId));
  const unknown = given.filter(({ region }) => !listed.has(region)).map(({ region }) => region);
  if (unknown.length > 0)
    throw problems.rule(
      "加分所列的地区不在本次评估内，请核对后重新录入",
      "Bonus is given to regions that are not evaluated; check them and enter again",
      { unknown },
    );
  return given.toSorted((a, b) => a.region - b.region || (a.reason < b.reason ? -1 : 1));
}
