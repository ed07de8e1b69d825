import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { openFlow, report, type Flow } from "./flow.ts";

/**
 * Every state x person x deed. The expected table is written from domain 2.1, 2.2 and 2.10, not from the code:
 * a unit's people work on it until it is sent; each bureau reviews in order; after the lock only corrections.
 * Person keys: c clerk, h head, 1 county reviewer, 2 city reviewer, 3 province reviewer.
 */
const allowed: Record<string, Record<string, string>> = {
  //                     save sign submit question answer return accept(county) accept(city) accept(province) correct
  draft: {
    save: "c",
    sign: "ch",
    submit: "",
    question: "",
    answer: "ch",
    return: "",
    county: "",
    city: "",
    province: "",
    correct: "",
  },
  signed: {
    save: "c",
    sign: "",
    submit: "ch",
    question: "",
    answer: "ch",
    return: "",
    county: "",
    city: "",
    province: "",
    correct: "",
  },
  submitted: {
    save: "",
    sign: "",
    submit: "",
    question: "123",
    answer: "ch",
    return: "123",
    county: "1",
    city: "",
    province: "",
    correct: "",
  },
  returned: {
    save: "c",
    sign: "ch",
    submit: "",
    question: "",
    answer: "ch",
    return: "",
    county: "",
    city: "",
    province: "",
    correct: "",
  },
  county_accepted: {
    save: "",
    sign: "",
    submit: "",
    question: "123",
    answer: "ch",
    return: "123",
    county: "",
    city: "2",
    province: "",
    correct: "",
  },
  city_accepted: {
    save: "",
    sign: "",
    submit: "",
    question: "123",
    answer: "ch",
    return: "23",
    county: "",
    city: "",
    province: "",
    correct: "",
  },
  province_accepted: {
    save: "",
    sign: "",
    submit: "",
    question: "123",
    answer: "ch",
    return: "3",
    county: "",
    city: "",
    province: "",
    correct: "",
  },
  locked: {
    save: "",
    sign: "",
    submit: "",
    question: "",
    answer: "ch",
    return: "",
    county: "",
    city: "",
    province: "",
    correct: "h",
  },
  // A request is with the reviewers: no figure has moved, another may be asked for.
  correcting: {
    save: "",
    sign: "",
    submit: "",
    question: "123",
    answer: "ch",
    return: "",
    county: "",
    city: "",
    province: "",
    correct: "h",
  },
};

const people: Record<string, string> = {
  c: "clerk-a1",
  h: "head-a1",
  "1": "reviewer-a1",
  "2": "reviewer-A",
  "3": "reviewer-P",
  // None of these may do anything at all to a1.
  C: "clerk-a2",
  H: "head-b1",
  n: "reviewer-a2",
  m: "reviewer-B",
  a: "analyst",
  u: "auditor",
};

let t: TestPlatform;
let f: Flow;
let submission: { id: number; hash: string };
let questionId: number;

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  submission = await report(f, "a1", { energy: "100", people: "2" });
  questionId = (
    await t.as("reviewer-A").post(`/submissions/${submission.id}/questions`, { measure: "t_energy", text: "?" })
  ).body.id;
  // A second revision, so that a correction has something to stand on and something to move.
  await t.owner.query(
    `insert into revisions select submission_id, 2, unit_id, region_id, city_id, 'correction', hash, zero_sections, signers, reason, submitted_by, submitted_at, on_time, scan_due_at, receipt from revisions where submission_id = ${submission.id}`,
  );
  await t.owner.query(
    `insert into observations select submission_id, 2, period_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source from observations where submission_id = ${submission.id}`,
  );
});
afterAll(() => t.close());

const pointers: Record<string, string> = {
  draft: "submitted_rev = null, county_rev = null, city_rev = null, province_rev = null",
  signed: "submitted_rev = null, county_rev = null, city_rev = null, province_rev = null",
  submitted: "submitted_rev = 1, county_rev = null, city_rev = null, province_rev = null",
  returned: "submitted_rev = null, county_rev = null, city_rev = null, province_rev = null",
  county_accepted: "submitted_rev = 1, county_rev = 1, city_rev = null, province_rev = null",
  city_accepted: "submitted_rev = 1, county_rev = 1, city_rev = 1, province_rev = null",
  province_accepted: "submitted_rev = 1, county_rev = 1, city_rev = 1, province_rev = 1",
  locked: "submitted_rev = 1, county_rev = 1, city_rev = 1, province_rev = 1",
  correcting: "submitted_rev = 1, county_rev = 1, city_rev = 1, province_rev = 1",
};

/** Puts the submission into a state as if nothing had happened since. */
async function arrange(state: string): Promise<void> {
  const { id, hash } = submission;
  await t.owner.query(`update submissions set state = '${state}', last_rev = 2, ${pointers[state]} where id = ${id}`);
  await t.owner.query(`delete from decisions where submission_id = ${id}`);
  await t.owner.query("delete from matter_events; delete from matters");
  await t.owner.query(
    `delete from revisions where submission_id = ${id} and revision > 2; delete from observations where submission_id = ${id} and revision > 2`,
  );
  await t.owner.query(`delete from signatures where submission_id = ${id}`);
  await t.owner.query(`update questions set answer = null where id = ${questionId}`);
  if (state === "signed") {
    for (const as of ["clerk", "head"]) {
      await t.owner.query(
        `insert into signatures (submission_id, unit_id, region_id, city_id, signed_as, hash, user_id, name)
         select ${id}, unit_id, region_id, city_id, '${as}', '${hash}', (select id from users where username = '${as}-a1'), '${as}' from submissions where id = ${id}`,
      );
    }
  }
}

const deed = (name: string, who: string) => {
  const person = t.as(who);
  const { id, hash } = submission;
  const post = (path: string, body: unknown) => person.post(`/submissions/${id}/${path}`, body);
  switch (name) {
    case "save":
      return person.put(`/submissions/${id}/cells`, {
        cells: [],
        explanations: [{ rule: "T2", measure: "t_energy", text: "本季新增数据机房用电" }],
      });
    case "sign":
      return post("sign", { contentHash: hash });
    case "submit":
      return post("submit", { contentHash: hash });
    case "question":
      return post("questions", { measure: "t_energy", text: "请核实" });
    case "answer":
      return person.post(`/questions/${questionId}/answer`, { text: "已核对电费单" });
    case "return":
      return post("return", { contentHash: hash, reason: "请核对" });
    case "correct":
      return post("corrections", {
        reason: "抄表错误",
        evidence: "电费单",
        cells: [{ measure: "t_energy", value: { state: "number", value: "90" } }],
      });
    default:
      return post("accept", { contentHash: hash, tier: name });
  }
};

test.each(Object.keys(allowed))("in state %s exactly the listed people can do the listed deeds", async (state) => {
  const wrong: string[] = [];
  for (const [name, who] of Object.entries(allowed[state]!)) {
    for (const [key, person] of Object.entries(people)) {
      await arrange(state);
      const { status, body } = await deed(name, person);
      const expected = who.includes(key);
      if (expected !== (status === 200)) wrong.push(`${state} ${name} ${person}: ${status} ${body.code ?? ""}`);
      // A stranger is told nothing; a colleague is told why.
      const stranger = "CHnm".includes(key);
      if (!expected && ![403, 404, 409, 422].includes(status)) wrong.push(`${state} ${name} ${person}: ${status}`);
      if (stranger && ![403, 404].includes(status)) wrong.push(`${state} ${name} ${person} learned ${status}`);
      const after = (await t.owner.query(`select state from submissions where id = ${submission.id}`)).rows[0].state;
      if (!expected && after !== state) wrong.push(`${state} ${name} ${person} refused, yet moved to ${after}`);
    }
  }
  expect(wrong).toEqual([]);
});
