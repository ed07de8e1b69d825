import { expect, test } from "vitest";
import { beginning } from "@duibiao/indicators";
import { sealHash } from "./chain.ts";

// Both hashes were computed by Python (hashlib, struct) from the format as its docstring states it.
const first = {
  id: 7,
  at: "2026-03-02T01:02:03.004005Z",
  requestId: "req-1",
  userId: 5,
  role: "clerk",
  source: "10.0.0.1",
  action: "submissions.submit",
  object: "submission/9",
  regionId: 3,
  result: "done",
  detail: { b: 1, a: "甲", n: null },
};
const firstHash = "ec3cac8c2f45380dddf2fd0ab5101f0d2ecc8082e073c0ad40d8733344e45118";

test("a seal is the SHA-256 that another program computes from the stated format", () => {
  expect(sealHash(1, beginning, first)).toBe(firstHash);
  const second = {
    ...first,
    id: 6,
    at: "2026-03-02T01:02:03.000000Z",
    requestId: "req-2",
    userId: null,
    role: "",
    source: "",
    action: "session.start",
    object: "account/x",
    regionId: null,
    result: "refused",
    detail: {},
  };
  expect(sealHash(2, firstHash, second)).toBe("194ef86788ec045ecf6a204d5e4dba1deb499b8c32be718da1dfce658605b090");
});

test("the order of keys in a detail does not matter, any value does", () => {
  expect(sealHash(1, beginning, { ...first, detail: { n: null, a: "甲", b: 1 } })).toBe(firstHash);
  for (const [field, value] of Object.entries({
    id: 8,
    at: "2026-03-02T01:02:03.004006Z",
    userId: null,
    role: "head",
    regionId: null,
    detail: { b: 1, a: "甲" },
  }))
    expect(sealHash(1, beginning, { ...first, [field]: value }), field).not.toBe(firstHash);
});

test("text cannot wander from one field into the next", () => {
  const left = { ...first, role: "clerkhead", source: "" };
  const right = { ...first, role: "clerk", source: "head" };
  expect(sealHash(1, beginning, left)).not.toBe(sealHash(1, beginning, right));
});
