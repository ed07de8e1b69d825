import type { Action } from "@duibiao/contract";

/** A post (任职): a role at a place. Clerks and heads serve a unit, everybody else a bureau's region. */
export type Role =
  | "clerk"
  | "head"
  | "reviewer"
  | "leader"
  | "analyst"
  | "auditor"
  | "system_admin"
  | "security_admin"
  | "audit_admin";
export type Tier = "county" | "city" | "province" | "nation";
export type Post = {
  role: Role;
  regionId: number | null;
  unitId: number | null;
  tier: Tier | null;
  /** Of a token's posts: the actions that the token may do at all. */
  only?: readonly Action[];
  /** Of a deputy: the name of the holder, and the account. */
  deputyFor?: string;
  holderId?: number;
};

/** A role, and the tiers at which it holds; no tiers = any. `platform`: only a post for the whole platform. */
export type Grant = { role: Role; tiers?: readonly Tier[]; platform?: true };

const unitPeople: Grant[] = [{ role: "clerk" }, { role: "head" }];
const bureauPeople: Grant[] = [{ role: "reviewer" }, { role: "leader" }];
const business: Grant[] = [...unitPeople, ...bureauPeople, { role: "analyst" }, { role: "auditor" }];
const everybody: Grant[] = [...business, { role: "system_admin" }, { role: "security_admin" }, { role: "audit_admin" }];
const upper = ["province", "nation"] as const;

/**
 * Who may do what: the one policy table (design invariant 8). Where a grant holds is the post's place: a unit
 * for clerks and heads, today's subtree of the post's region for the rest. Row-level security stands behind it.
 */
export const policy: Record<Action, readonly Grant[]> = {
  "session.use": everybody,
  "session.own": everybody,
  "region.read": everybody,
  "region.change": [
    { role: "leader", tiers: upper },
    { role: "system_admin", platform: true },
  ],
  "region.import": [
    { role: "leader", tiers: upper },
    { role: "system_admin", platform: true },
  ],
  "unit.read": everybody,
  "unit.change": [{ role: "leader" }, { role: "system_admin", platform: true }],
  "period.read": everybody,
  "period.create": [
    { role: "analyst", tiers: upper },
    { role: "leader", tiers: upper },
  ],
  "calendar.read": everybody,
  "calendar.change": [{ role: "analyst", tiers: upper }],
  "catalogue.read": business,
  "catalogue.publish": [{ role: "analyst", tiers: upper }],
  "catalogue-draft.read": [
    { role: "analyst", tiers: upper },
    { role: "leader", tiers: upper },
  ],
  "catalogue-draft.change": [{ role: "analyst", tiers: upper }],
  "collection.read": business,
  "collection.open": [{ role: "analyst", tiers: upper }],
  "collection.assign": [{ role: "analyst", tiers: upper }],
  "collection.lock": [{ role: "leader", tiers: upper }],
  "extension.read": business,
  "extension.ask": unitPeople,
  "extension.decide": [{ role: "leader" }],
  "burden.read": business,
  "history.import": [{ role: "analyst", tiers: upper }],
  "submission.read": business,
  "submission.save": [{ role: "clerk" }],
  "submission.push": [{ role: "clerk" }, { role: "analyst" }],
  "mapping.read": business,
  "mapping.change": [{ role: "analyst", tiers: upper }],
  "submission.sign": unitPeople,
  "submission.submit": unitPeople,
  "submission.scan": unitPeople,
  "submission.answer": unitPeople,
  "submission.question": bureauPeople,
  "submission.return": bureauPeople,
  "submission.accept": bureauPeople,
  "filing.read": bureauPeople,
  "filing.file": bureauPeople,
  "second-review.read": [...bureauPeople, { role: "analyst" }, { role: "auditor" }],
  "second-review.demand": [{ role: "leader" }],
  "second-review.give": bureauPeople,
  "spot-check.read": [...bureauPeople, { role: "analyst" }, { role: "auditor" }],
  "spot-check.change": bureauPeople,
  "joint-review.read": [...bureauPeople, { role: "analyst" }, { role: "auditor" }],
  "joint-review.change": bureauPeople,
  "joint-review.sign": [{ role: "leader" }],
  "correction.ask": [{ role: "head" }],
  "correction.decide": [{ role: "leader" }, { role: "reviewer", tiers: ["city", ...upper] }],
  "matter.read": business,
  "matter.attach": [{ role: "head" }, { role: "leader" }, { role: "analyst" }],
  "objection.raise": [
    { role: "head" },
    { role: "leader", tiers: ["county", "city"] },
    { role: "analyst", tiers: ["county", "city"] },
  ],
  "objection.reply": [
    { role: "analyst", tiers: upper },
    { role: "leader", tiers: upper },
  ],
  "meter.read": [...unitPeople, ...bureauPeople],
  "meter.keep": bureauPeople,
  "meter.confirm": [...unitPeople, ...bureauPeople],
  "contact.read": [...bureauPeople, { role: "analyst" }],
  "consolidation.read": [...bureauPeople, { role: "analyst" }, { role: "auditor" }],
  "consolidation.sign": [{ role: "leader" }],
  "consolidation.decide": [
    { role: "reviewer", tiers: upper },
    { role: "leader", tiers: upper },
  ],
  "roll-up.read": business,
  "roll-up.verify": [{ role: "analyst" }, { role: "auditor" }],
  "evaluation.read": [{ role: "analyst", tiers: upper }, { role: "leader", tiers: upper }, { role: "auditor" }],
  "evaluation.run": [{ role: "analyst", tiers: upper }],
  "panel.read": [
    { role: "analyst", tiers: upper },
    { role: "leader", tiers: upper },
    { role: "reviewer", tiers: upper },
    { role: "auditor", tiers: upper },
  ],
  "panel.change": [{ role: "analyst", tiers: upper }],
  "panel.fill": [
    { role: "analyst", tiers: upper },
    { role: "leader", tiers: upper },
    { role: "reviewer", tiers: upper },
  ],
  "release.read": business,
  "release.prepare": [{ role: "analyst", tiers: upper }],
  "release.approve": [{ role: "leader", tiers: upper }],
  "token.own": everybody,
  "token.read": [{ role: "system_admin" }, { role: "security_admin" }],
  "token.end": [{ role: "system_admin" }],
  "user.read": [{ role: "system_admin" }, { role: "security_admin" }],
  "user.create": [{ role: "system_admin" }],
  "user.disable": [{ role: "system_admin" }],
  "post.grant": [{ role: "security_admin" }],
  "post.propose": [{ role: "system_admin" }, { role: "security_admin" }],
  "deputy.own": everybody,
  "audit.read": [{ role: "auditor" }, { role: "audit_admin" }],
  "self-check.read": [{ role: "auditor" }, { role: "system_admin" }, { role: "audit_admin" }],
  "delivery.read": [{ role: "system_admin" }, { role: "audit_admin" }],
  "delivery.retry": [{ role: "system_admin" }],
  "platform.read": [{ role: "system_admin" }, { role: "audit_admin" }],
};

/** Where an action happens: today's owner of the region, and the unit if it concerns one. */
export type Place = { regionId: number | null; unitId: number | null };

/** Whether a post's role and tier allow the action at all. */
export function grants(post: Post, action: Action, table: typeof policy = policy): boolean {
  if (post.only !== undefined && !post.only.includes(action)) return false;
  return table[action].some(
    (grant) =>
      grant.role === post.role &&
      (grant.platform === undefined || post.regionId === null) &&
      (grant.tiers === undefined || (post.tier === null ? post.regionId === null : grant.tiers.includes(post.tier))),
  );
}

/**
 * Whether any of the posts allows the action at the place.
 * @param within whether a region lies in today's subtree of another.
 */
export function can(
  posts: readonly Post[],
  action: Action,
  place: Place,
  within: (regionId: number, rootId: number) => boolean,
  table: typeof policy = policy,
): boolean {
  return posts.some((post) => {
    if (!grants(post, action, table)) return false;
    if (post.unitId !== null) return post.unitId === place.unitId;
    if (post.regionId === null) return true;
    return place.regionId !== null && within(place.regionId, post.regionId);
  });
}
