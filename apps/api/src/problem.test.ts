import { expect, test } from "vitest";
import { policy } from "./policy.ts";
import { problems } from "./problem.ts";
import {
  deedWords,
  roleWords,
  stateWords,
  thingWords,
  type DeedWord,
  type StateWord,
  type ThingAsked,
} from "./words.ts";

const keys = <Key extends string>(words: Record<Key, unknown>) => Object.keys(words) as Key[];

const said = [
  ...keys(stateWords).flatMap((state: StateWord) =>
    keys(deedWords).map((deed: DeedWord) => problems.state(state, deed)),
  ),
  ...keys(thingWords).map((thing) => problems.notFound(`${thing} 99999999` as ThingAsked)),
  ...keys(policy).map((action) => problems.forbidden(action)),
  ...keys(roleWords).map((role) => problems.dutiesApart([role], role)),
];

test("a refusal is a sentence in both languages, without keys and numbers of the database", () => {
  for (const { zh, en } of said) {
    expect(zh).not.toMatch(/[A-Za-z_]/);
    expect(en).not.toMatch(/[^ -~]|\w_\w|\w\.\w/);
    expect(zh + en).not.toContain("99999999");
  }
});

test("programs still read which state, deed and thing it was", () => {
  expect(problems.state("city_accepted", "submit").details).toEqual({ state: "city_accepted", action: "submit" });
  expect(problems.notFound("submission 7").details).toEqual({ what: "submission 7" });
});

test("a state and a deed are named as on screen", () => {
  // Words of docs/GLOSSARY.md and of the board.
  expect(problems.state("city_accepted", "submit").zh).toContain("「市审通过」，不能报送");
  expect(problems.dutiesApart(["system_admin"], "audit_admin").zh).toBe("三员分立：已任系统管理员，不能再任安全审计员");
});
