import { expect, test } from "vitest";
import { withWeights } from "./draft-weights.ts";

const content = {
  key: "k",
  schemes: [
    {
      key: "S",
      root: {
        key: "R",
        weight: 1,
        children: [
          { key: "A", weight: 0.5, children: [{ key: "a", weight: 1 }] },
          { key: "B", weight: 0.5 },
        ],
      },
    },
    {
      key: "T",
      root: {
        key: "R",
        weight: 1,
        children: [
          { key: "A", weight: 0.5 },
          { key: "B", weight: 0.5 },
        ],
      },
    },
  ],
};
const weights = new Map([
  ["A", 0.7],
  ["B", 0.3],
]);

test("only the node's children in the scheme get other weights", () => {
  const changed = withWeights(content, "S", "R", weights) as typeof content;
  expect(changed.schemes[0]!.root.children.map(({ weight }) => weight)).toEqual([0.7, 0.3]);
  expect(changed.schemes[0]!.root.children[0]!.children).toEqual([{ key: "a", weight: 1 }]);
  expect(changed.schemes[1]).toEqual(content.schemes[1]);
  expect(content.schemes[0]!.root.children[0]!.weight).toBe(0.5);
});

test("a draft without the scheme, or with other children there, is left alone", () => {
  expect(withWeights({ key: "k" }, "S", "R", weights)).toBeNull();
  expect(withWeights(content, "X", "R", weights)).toBeNull();
  expect(withWeights(content, "S", "R", new Map([["A", 1]]))).toBeNull();
});
