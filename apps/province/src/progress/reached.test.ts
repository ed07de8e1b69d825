import { expect, test } from "vitest";
import { reached } from "./reached.ts";

const counts = {
  not_started: 1,
  draft: 1,
  returned: 1,
  exempt: 2,
  submitted: 3,
  county_accepted: 4,
  city_accepted: 5,
  province_accepted: 6,
};

test("a lens counts what has come as far as it asks, and further", () => {
  expect(reached({ counts }, "submitted")).toBe(3 + 4 + 5 + 6);
  expect(reached({ counts }, "county")).toBe(4 + 5 + 6);
  expect(reached({ counts }, "city")).toBe(5 + 6);
  expect(reached({ counts }, "province")).toBe(6);
});

test("returned, begun and exempt units have reached nothing", () => {
  expect(reached({ counts: { draft: 2, signed: 1, returned: 3, exempt: 4, not_started: 5 } }, "submitted")).toBe(0);
});
