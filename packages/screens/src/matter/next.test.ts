import { expect, test } from "vitest";
import { nextOf } from "./next.ts";

const item = (id: number, mine: boolean, kind: "correction" | "objection" = "correction") => ({ id, mine, kind });
const list = [item(9, true), item(8, false), item(7, true, "objection"), item(6, true), item(5, false)];

test("after a matter comes the next that waits for the asker, in the order of the list, and after the last the first", () => {
  expect(nextOf(list, 9, undefined)).toEqual({ next: 7, left: 2 });
  expect(nextOf(list, 8, undefined)).toEqual({ next: 7, left: 3 });
  expect(nextOf(list, 6, undefined)).toEqual({ next: 9, left: 2 });
  expect(nextOf(list, 5, undefined)).toEqual({ next: 9, left: 3 });
});

test("a list of one kind leads on to that kind; one's last matter leads nowhere; a matter that is in no list to the first", () => {
  expect(nextOf(list, 9, "correction")).toEqual({ next: 6, left: 1 });
  expect(nextOf(list, 7, "objection")).toEqual({ next: undefined, left: 0 });
  expect(nextOf(list, 1, undefined)).toEqual({ next: 9, left: 3 });
});
