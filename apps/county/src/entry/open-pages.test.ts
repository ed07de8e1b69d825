import { afterAll, expect, it } from "vitest";
import { storage } from "@duibiao/screens/testing";
import { draftPlace, emptyDraft } from "./draft.ts";
import { closeLeftDrafts } from "./open-pages.ts";

const here = storage();
const draftOf = (text: string) => ({ ...emptyDraft(), explanations: { [text]: text } });

// Another window, in which the page "open" stands.
const window = new BroadcastChannel("duibiao.pages");
window.addEventListener("message", ({ data }: MessageEvent<{ is: string }>) => {
  if (data.is === "who?") window.postMessage({ is: "open", page: "open" });
});
afterAll(() => window.close());

it("takes over at once what a page that stopped left behind, and never that of a page that is open", async () => {
  draftPlace(here, 7, 40, "stopped").keep(draftOf("a"), 50_000);
  draftPlace(here, 7, 40, "open").keep(draftOf("b"), 50_000);
  // Of a page that says nothing it is not known whether it is open: for a minute nobody takes its draft.
  expect(draftPlace(here, 7, 40, "next").takeOver(50_001)).toEqual(emptyDraft());
  await closeLeftDrafts(here);
  expect(draftPlace(here, 7, 40, "next").takeOver(50_002).explanations).toEqual({ a: "a" });
});
