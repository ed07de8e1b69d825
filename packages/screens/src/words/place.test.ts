import { expect, it } from "vitest";
import { storage } from "../testing.ts";
import { forgetPlace, leftWords, wordsPlace } from "./place.ts";

const page = "/county/questions";
const placesOf = (...[storage, userId]: Parameters<typeof leftWords>) =>
  leftWords(storage, userId).map(({ place }) => place);

it("keeps words for the account that wrote them and the place where they were written alone", () => {
  const here = storage();
  const reply = wordsPlace<string>(here, 7, "question:12");
  expect(reply.read()).toBeNull();
  expect(reply.keep("冬季采暖延长", 1000, page)).toBe(true);
  wordsPlace<string>(here, 70, "question:12").keep("别人的", 1000, page);
  expect(reply.read()).toBe("冬季采暖延长");
  expect(wordsPlace<string>(here, 7, "question:1").read()).toBeNull();
  expect([placesOf(here, 7), placesOf(here, 8)]).toEqual([["question:12"], []]);
  reply.forget();
  expect([reply.read(), placesOf(here, 7), placesOf(here, 70)]).toEqual([null, [], ["question:12"]]);
});

it("says when the browser has no room", () => {
  const full = {
    ...storage(),
    setItem: () => {
      throw new Error("quota");
    },
  };
  expect(wordsPlace<string>(full, 7, "question:12").keep("话", 1000, page)).toBe(false);
});

it("a settled place goes with what stands below it, and no other", () => {
  const here = storage();
  for (const place of ["decide:7", "decide:7/county/ab", "decide:71", "reply:7"] as const)
    wordsPlace<string>(here, 7, place).keep("话", 1000, page);
  forgetPlace(here, 7, "decide:7");
  expect(placesOf(here, 7)).toEqual(["decide:71", "reply:7"]);
});

it("reads what a computer kept before, under the key where it stands, and says nothing of what cannot be read", () => {
  const here = storage();
  here.setItem("duibiao.words.7.question:12", '{"words":"冬季采暖延长","at":1000}');
  here.setItem("duibiao.words.7.question:13", '{"words":');
  expect(wordsPlace<string>(here, 7, "question:12").read()).toBe("冬季采暖延长");
  expect(wordsPlace<string>(here, 7, "question:13").read()).toBeNull();
  wordsPlace<string>(here, 7, "question:12").keep("冬季采暖延长一月", 2000, page);
  expect([here.length, here.getItem("duibiao.words.7.question:12")]).toEqual([
    2,
    '{"words":"冬季采暖延长一月","at":2000,"page":"/county/questions"}',
  ]);
});

it("lists where words wait, the last first, with the page where they were written where it is known", () => {
  const here = storage();
  here.setItem("duibiao.words.7.question:12", '{"words":"早先的","at":1000}');
  here.setItem("duibiao.words.7.question:13", '{"words":');
  wordsPlace<string>(here, 7, "object:3/4/0").keep("话", 2000, "/county/objection?release=3&region=4");
  expect(leftWords(here, 7)).toEqual([
    { place: "object:3/4/0", at: 2000, page: "/county/objection?release=3&region=4" },
    { place: "question:12", at: 1000, page: null },
  ]);
});
