import { expect, test } from "vitest";
import { axisRange, stackDots } from "./strip-layout.ts";

const dots = Array.from({ length: 300 }, (_dot, at) => ({ key: `r${at}`, x: (at * 37) % 101 }));

test("the same dots lie the same way in whatever order they come", () => {
  const heights = stackDots(dots, 8, 200);
  const turned = dots.toReversed();
  const turnedHeights = stackDots(turned, 8, 200);
  expect(turned.map(({ key }, at) => [key, turnedHeights[at]])).toEqual(
    dots.map(({ key }, at) => [key, heights[at]]).toReversed(),
  );
});

test("no two dots of a column lie on each other, and all stay within the room", () => {
  const heights = stackDots(dots, 8, 120);
  const spots = dots.map(({ x }, at) => `${Math.floor(x / 8)}/${heights[at]!.toFixed(6)}`);
  expect(new Set(spots).size).toBe(dots.length);
  expect(Math.max(...heights.map(Math.abs))).toBeLessThanOrEqual((120 - 8) / 2 + 1e-9);
});

test("three dots on one value stand a dot apart around the middle line", () => {
  const same = ["c", "a", "b"].map((key) => ({ key, x: 50 }));
  expect(stackDots(same, 10, 200).toSorted((a, b) => a - b)).toEqual([-10, 0, 10]);
});

test("two dots stand half a dot above and below; one stands on the line", () => {
  const three = [
    { key: "a", x: 1 },
    { key: "b", x: 1 },
    { key: "z", x: 99 },
  ];
  const [a, b, z] = stackDots(three, 10, 200);
  expect([Math.min(a!, b!), Math.max(a!, b!), z]).toEqual([-5, 5, 0]);
});

test("an axis over equal values still has a width", () => {
  expect(axisRange([5, 5])).toEqual({ min: 4.5, max: 5.5 });
  expect(axisRange([0])).toEqual({ min: -1, max: 1 });
  expect(axisRange([0, 100])).toEqual({ min: -4, max: 104 });
});
