import { expect, it } from "vitest";
import { settle } from "./durable.ts";

function storage(texts: Record<string, string>) {
  const held = new Map(Object.entries(texts));
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => void held.set(key, text),
    removeItem: (key: string) => void held.delete(key),
  };
}
const typed = (words: string, at: number) => JSON.stringify({ words, at });
const DAY = 86_400_000;

it("brings back what the storage lost, and leaves what it has later", () => {
  const here = storage({ b: typed("later", 3000), c: typed("older", 1000) });
  const kept = ["a", "b", "c"].map((key) => ({ key, text: typed("kept", 2000) }));
  expect(settle(kept, here, 4000)).toEqual([]);
  expect(Object.fromEntries(here.held)).toEqual({
    a: typed("kept", 2000),
    b: typed("later", 3000),
    c: typed("kept", 2000),
  });
});

it("takes away again what was sent, where the disk of a killed browser still had it, and nothing typed since", () => {
  const here = storage({ sent: typed("sent", 1000), again: typed("typed again", 2001) });
  const kept = ["sent", "again"].map((key) => ({ key, text: null, at: 2000 }));
  expect(settle(kept, here, 3000)).toEqual([]);
  expect(Object.fromEntries(here.held)).toEqual({ again: typed("typed again", 2001) });
});

it("a mark goes a day later, and only once the storage has heard of it", () => {
  const here = storage({ sent: typed("sent", 1000) });
  const kept = [{ key: "sent", text: null, at: 2000 }];
  expect(settle(kept, here, 3000 + DAY)).toEqual([]);
  expect(settle(kept, here, 2000 + DAY)).toEqual([]);
  expect(settle(kept, here, 2001 + DAY)).toEqual(["sent"]);
});

it("goes on over what cannot be read: it is older than everything", () => {
  const here = storage({ torn: '{"words":', alsoTorn: "{", c: typed("older", 1000) });
  const kept = [
    { key: "torn", text: typed("kept", 2000) },
    { key: "alsoTorn", text: null, at: 2000 },
    { key: "c", text: typed("kept", 2000) },
  ];
  expect(settle(kept, here, 3000)).toEqual([]);
  expect(Object.fromEntries(here.held)).toEqual({ torn: typed("kept", 2000), c: typed("kept", 2000) });
});
