import { expect, it } from "vitest";
import { storage } from "@duibiao/screens/testing";
import { typingPlace, unsavedTyping } from "./typing.ts";

it("keeps what was typed beside a form until it is saved, for the account that typed it alone", () => {
  const here = storage();
  const place = typingPlace<{ amount: string }>(here, 7, 40, "bill:elec_kwh/total");
  expect(place.keep({ amount: "12" }, 1, 1000)).toBe(true);
  typingPlace(here, 70, 40, "items:s1").keep([], 3, 2000);
  expect(place.read()).toEqual({ typed: { amount: "12" }, at: 1000 });
  expect(unsavedTyping(here, 7)).toEqual([{ submissionId: 40, beside: "bill:elec_kwh/total", cells: 1, at: 1000 }]);
  expect(typingPlace(here, 7, 4, "bill:elec_kwh/total").read()).toBeNull();
  place.keep(null, 0, 3000);
  expect([place.read(), unsavedTyping(here, 7)]).toEqual([null, []]);
  expect(unsavedTyping(here, 70)).toHaveLength(1);
});

it("says when the browser has no room", () => {
  const full = {
    ...storage(),
    setItem: () => {
      throw new Error("quota");
    },
  };
  expect(typingPlace(full, 7, 40, "items:s1").keep([], 1, 1000)).toBe(false);
});

it("reads what a computer kept before, under the key where it stands, and says nothing of what cannot be read", () => {
  const here = storage();
  here.setItem("duibiao.typing.7.40.items:s1", '{"typed":{"seen":3},"cells":2,"at":1000}');
  here.setItem("duibiao.typing.7.40.items:s2", '{"typed":');
  expect(typingPlace(here, 7, 40, "items:s1").read()).toEqual({ typed: { seen: 3 }, at: 1000 });
  expect(typingPlace(here, 7, 40, "items:s2").read()).toBeNull();
  expect(unsavedTyping(here, 7)).toEqual([{ submissionId: 40, beside: "items:s1", cells: 2, at: 1000 }]);
  typingPlace(here, 7, 40, "items:s1").keep({ seen: 4 }, 3, 2000);
  expect([here.length, here.getItem("duibiao.typing.7.40.items:s1")]).toEqual([
    2,
    '{"typed":{"seen":4},"cells":3,"at":2000}',
  ]);
});
