import { expect, test } from "vitest";
import { standing, type Part } from "./part.ts";

const part = (consolidation: Partial<NonNullable<Part["consolidation"]>> | null) => ({ consolidation }) as Part;

test("a later change asks for a new consolidation, unless the collection is locked or it was returned anyway", () => {
  expect(standing(part(null), false)).toBe("none");
  expect(standing(part({ state: "accepted", stale: false }), false)).toBe("accepted");
  expect(standing(part({ state: "accepted", stale: true }), false)).toBe("stale");
  expect(standing(part({ state: "accepted", stale: true }), true)).toBe("corrected");
  expect(standing(part({ state: "returned", stale: true }), false)).toBe("returned");
});
