import { actions } from "@duibiao/contract";
import { describe, expect, test } from "vitest";
import { can, grants, policy, type Post, type Role, type Tier } from "./policy.ts";

const posts: Record<string, Post> = {
  clerk: { role: "clerk", unitId: 1, regionId: null, tier: null },
  head: { role: "head", unitId: 1, regionId: null, tier: null },
  ...Object.fromEntries(
    (["reviewer", "leader", "analyst", "auditor", "system_admin", "security_admin", "audit_admin"] as Role[]).flatMap(
      (role) =>
        (["county", "city", "province"] as Tier[]).map((tier) => [
          `${role} ${tier}`,
          { role, unitId: null, regionId: 9, tier },
        ]),
    ),
  ),
  "system_admin platform": { role: "system_admin", unitId: null, regionId: null, tier: null },
};

const names = (table: typeof policy, action: (typeof actions)[number]) =>
  Object.keys(posts).filter((name) => grants(posts[name]!, action, table));

/**
 * Written by hand from domain 2.1 and 2.2 and design section 4: who does what in the year. `everybody` and
 * `business` are spelled out so that a change of the table needs a change here.
 */
const bureaus = [
  "reviewer county",
  "reviewer city",
  "reviewer province",
  "leader county",
  "leader city",
  "leader province",
];
const analysts = ["analyst county", "analyst city", "analyst province"];
const auditors = ["auditor county", "auditor city", "auditor province"];
const business = ["clerk", "head", ...bureaus, ...analysts, ...auditors];
const admins = (role: string) => [`${role} county`, `${role} city`, `${role} province`];
const systemAdmins = [...admins("system_admin"), "system_admin platform"];
const everybody = [...business, ...systemAdmins, ...admins("security_admin"), ...admins("audit_admin")];

const expected: Record<(typeof actions)[number], string[]> = {
  "session.use": everybody,
  "session.own": everybody,
  "region.read": everybody,
  "region.change": ["leader province", "system_admin platform"],
  "region.import": ["leader province", "system_admin platform"],
  "unit.read": everybody,
  "unit.change": ["leader county", "leader city", "leader province", "system_admin platform"],
  "period.read": everybody,
  "period.create": ["analyst province", "leader province"],
  "calendar.read": everybody,
  "calendar.change": ["analyst province"],
  "catalogue.read": business,
  "catalogue.publish": ["analyst province"],
  "catalogue-draft.read": ["analyst province", "leader province"],
  "catalogue-draft.change": ["analyst province"],
  "collection.read": business,
  "collection.open": ["analyst province"],
  "collection.assign": ["analyst province"],
  "collection.lock": ["leader province"],
  "extension.read": business,
  "extension.ask": ["clerk", "head"],
  "extension.decide": ["leader county", "leader city", "leader province"],
  "burden.read": business,
  "history.import": ["analyst province"],
  "submission.read": business,
  "submission.save": ["clerk"],
  "submission.push": ["clerk", ...analysts],
  "mapping.read": business,
  "mapping.change": ["analyst province"],
  "submission.sign": ["clerk", "head"],
  "submission.submit": ["clerk", "head"],
  "submission.scan": ["clerk", "head"],
  "submission.answer": ["clerk", "head"],
  "submission.question": bureaus,
  "submission.return": bureaus,
  "submission.accept": bureaus,
  "filing.read": bureaus,
  "filing.file": bureaus,
  "second-review.read": [...bureaus, ...analysts, ...auditors],
  "second-review.demand": ["leader county", "leader city", "leader province"],
  "second-review.give": bureaus,
  "spot-check.read": [...bureaus, ...analysts, ...auditors],
  "spot-check.change": bureaus,
  "joint-review.read": [...bureaus, ...analysts, ...auditors],
  "joint-review.change": bureaus,
  "joint-review.sign": ["leader county", "leader city", "leader province"],
  "correction.ask": ["head"],
  "correction.decide": ["leader county", "leader city", "leader province", "reviewer city", "reviewer province"],
  "matter.read": business,
  "matter.attach": ["head", "leader county", "leader city", "leader province", ...analysts],
  "objection.raise": ["head", "leader county", "leader city", "analyst county", "analyst city"],
  "objection.reply": ["analyst province", "leader province"],
  "meter.read": ["clerk", "head", ...bureaus],
  "meter.keep": bureaus,
  "meter.confirm": ["clerk", "head", ...bureaus],
  "contact.read": [...bureaus, ...analysts],
  "consolidation.read": [...bureaus, ...analysts, ...auditors],
  "consolidation.sign": ["leader county", "leader city", "leader province"],
  "consolidation.decide": ["reviewer province", "leader province"],
  "roll-up.read": business,
  "roll-up.verify": [...analysts, ...auditors],
  "evaluation.read": ["analyst province", "leader province", ...auditors],
  "evaluation.run": ["analyst province"],
  "panel.read": ["analyst province", "leader province", "reviewer province", "auditor province"],
  "panel.change": ["analyst province"],
  "panel.fill": ["analyst province", "leader province", "reviewer province"],
  "release.read": business,
  "release.prepare": ["analyst province"],
  "release.approve": ["leader province"],
  "token.own": everybody,
  "token.read": [...systemAdmins, ...admins("security_admin")],
  "token.end": systemAdmins,
  "user.read": [...systemAdmins, ...admins("security_admin")],
  "user.create": systemAdmins,
  "user.disable": systemAdmins,
  "post.grant": admins("security_admin"),
  "post.propose": [...systemAdmins, ...admins("security_admin")],
  "deputy.own": everybody,
  "audit.read": [...auditors, ...admins("audit_admin")],
  "self-check.read": [...auditors, ...systemAdmins, ...admins("audit_admin")],
  "delivery.read": [...systemAdmins, ...admins("audit_admin")],
  "delivery.retry": systemAdmins,
  "platform.read": [...systemAdmins, ...admins("audit_admin")],
};

const sameAsExpected = (table: typeof policy) =>
  actions.every((action) => [...names(table, action)].sort().join() === [...expected[action]].sort().join());

describe("the policy table", () => {
  test.each(actions)("%s is allowed to exactly the posts that the year gives it to", (action) => {
    expect(names(policy, action).sort()).toEqual([...expected[action]].sort());
  });

  test("removing or widening any one grant is noticed", () => {
    expect(sameAsExpected(policy)).toBe(true);
    for (const action of actions) {
      for (const [at, grant] of policy[action].entries()) {
        const without = { ...policy, [action]: policy[action].filter((_, i) => i !== at) };
        expect(sameAsExpected(without), `${action} without ${grant.role}`).toBe(false);
        if (grant.tiers === undefined && grant.platform === undefined) continue;
        const widened = { ...policy, [action]: policy[action].map((g, i) => (i === at ? { role: g.role } : g)) };
        expect(sameAsExpected(widened), `${action} with ${grant.role} everywhere`).toBe(false);
      }
    }
  });

  test("a unit's post holds for that unit only, a bureau's for its subtree only", () => {
    const within = (regionId: number, rootId: number) => rootId === 9 && (regionId === 9 || regionId === 91);
    expect(can([posts["clerk"]!], "submission.save", { unitId: 1, regionId: 91 }, within)).toBe(true);
    expect(can([posts["clerk"]!], "submission.save", { unitId: 2, regionId: 91 }, within)).toBe(false);
    expect(can([posts["reviewer city"]!], "submission.return", { unitId: 2, regionId: 91 }, within)).toBe(true);
    expect(can([posts["reviewer city"]!], "submission.return", { unitId: 2, regionId: 8 }, within)).toBe(false);
    expect(can([], "submission.read", { unitId: 1, regionId: 9 }, within)).toBe(false);
  });

  test("no administrator reads business rows, and no business post administers", () => {
    const administering = ["user.create", "user.disable", "post.grant"] as const;
    for (const action of administering) for (const name of names(policy, action)) expect(name).toMatch(/_admin/);
    for (const action of actions.filter((a) => a.startsWith("submission.") || a.startsWith("consolidation."))) {
      for (const name of names(policy, action)) expect(name).not.toMatch(/_admin/);
    }
  });
});
