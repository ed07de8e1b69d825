import { expect, it } from "vitest";
import { keepAt, keysBegin, keysOf, readAt } from "./storage.ts";
import { storage } from "./testing.ts";

it("names what waits on a computer as it was always named there, for its account alone", () => {
  const here = storage();
  // As they stand on people's computers.
  for (const key of ["duibiao.words.7.question:12", "duibiao.words.70.question:12", "duibiao.typing.7.40.items:s1"])
    here.setItem(key, '{"at":1000}');
  expect(keysOf(here, keysBegin("words", 7))).toEqual(["duibiao.words.7.question:12"]);
  expect(keysOf(here, keysBegin("typing", 7))).toEqual(["duibiao.typing.7.40.items:s1"]);
  expect([keysBegin("draft", 7), keysBegin("paper", 7)]).toEqual(["duibiao.draft.7.", "duibiao.paper.7."]);
});

it("keeps, reads and lets go; what cannot be read is nothing, and a browser without room says so", () => {
  const here = storage();
  expect([keepAt(here, "a", { at: 1 }), readAt(here, "a")]).toEqual([true, { at: 1 }]);
  expect([keepAt(here, "a", null), readAt(here, "a"), here.length]).toEqual([true, null, 0]);
  here.setItem("torn", '{"at":');
  expect(readAt(here, "torn")).toBeNull();
  const full = {
    ...storage(),
    setItem: () => {
      throw new Error("quota");
    },
  };
  expect(keepAt(full, "a", { at: 1 })).toBe(false);
});

it("takes nothing away where nothing stands", () => {
  const away: string[] = [];
  const here = { ...storage(), removeItem: (key: string) => void away.push(key) };
  keepAt(here, "a", null);
  here.setItem("b", "{}");
  keepAt(here, "b", null);
  expect(away).toEqual(["b"]);
});
