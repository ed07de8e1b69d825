import type { Tier } from "../policy.ts";
import { problems } from "../problem.ts";
import { ancestorsOn, keeperToday, regionOn, type Tree } from "../tree.ts";

export type State =
  | "draft"
  | "signed"
  | "submitted"
  | "returned"
  | "county_accepted"
  | "city_accepted"
  | "province_accepted"
  | "locked"
  | "correcting";

export type Deed = "save" | "sign" | "submit" | "return" | "question" | "answer" | "scan" | "accept" | "correct";

/** In which states a deed is possible; everywhere else it is refused (domain 2.2). The matrix test walks all of it. */
export const possible: Record<Deed, readonly State[]> = {
  save: ["draft", "signed", "returned"],
  sign: ["draft", "signed", "returned"],
  submit: ["draft", "signed", "returned"],
  return: ["submitted", "county_accepted", "city_accepted", "province_accepted"],
  question: ["submitted", "county_accepted", "city_accepted", "province_accepted", "correcting"],
  answer: [
    "submitted",
    "county_accepted",
    "city_accepted",
    "province_accepted",
    "returned",
    "draft",
    "signed",
    "correcting",
    "locked",
  ],
  scan: ["submitted", "county_accepted", "city_accepted", "province_accepted", "locked", "correcting"],
  accept: ["submitted", "county_accepted"],
  correct: ["locked", "correcting"],
};

export function mustBePossible(state: State, deed: Deed): void {
  if (!possible[deed].includes(state)) throw problems.state(state, deed);
}

export type ReviewTier = "county" | "city" | "province";
export const reviewTiers: readonly ReviewTier[] = ["county", "city", "province"];

/** The tier whose acceptance comes next, given the pointers; null when all have accepted. */
export function nextTier(p: {
  submittedRev: number | null;
  countyRev: number | null;
  cityRev: number | null;
  provinceRev: number | null;
}): ReviewTier | null {
  if (p.submittedRev === null) return null;
  if (p.countyRev !== p.submittedRev) return "county";
  if (p.cityRev !== p.submittedRev) return "city";
  if (p.provinceRev !== p.submittedRev) return "province";
  return null;
}

/**
 * The bureau that passes a tier for a region, in today's tree: the ancestor-or-self of that tier, or, where the
 * unit lacks the tier (本级, 省直管县), the next bureau above it. A second person passes it there.
 */
export function bureauFor(tree: Tree, regionId: number, tier: ReviewTier, today: string): number {
  const home = keeperToday(tree, regionId, today);
  const chain = [home, ...ancestorsOn(tree, home, today)];
  const order: Tier[] = ["county", "city", "province", "nation"];
  const wanted = order.indexOf(tier);
  const bureau = chain.find((id) => order.indexOf(regionOn(tree, id, today)!.tier) >= wanted);
  return bureau ?? chain.at(-1)!;
}
