import { expect, test, vi } from "vitest";
import { ApiProblem } from "@duibiao/client";
import { workingCopy } from "./working-copy.ts";

/** A server, a computer's storage and a clock of the test's own. */
function stage(stored: string | null = null) {
  const calls: { edits: number; content: unknown }[] = [];
  const answers: (() => { edits: number })[] = [];
  const shelf = { text: stored };
  let planned: (() => void) | null = null;
  const io = {
    save: async (edits: number, content: Record<string, unknown>) => {
      calls.push({ edits, content });
      return (answers.shift() ?? (() => ({ edits: edits + 1 })))();
    },
    kept: {
      read: () => shelf.text,
      write: (text: string) => void (shelf.text = text),
      clear: () => void (shelf.text = null),
    },
    later: (run: () => void) => {
      planned = run;
      return () => void (planned = null);
    },
  };
  /** The time that something was put off to comes. */
  const pass = async () => {
    const run = planned;
    planned = null;
    run?.();
    await vi.waitFor(() => Promise.resolve());
    await new Promise((done) => setTimeout(done, 0));
  };
  return { io, calls, answers, shelf, pass, isPlanned: () => planned !== null };
}

const fails =
  (status: number, body: Record<string, unknown> = {}) =>
  () => {
    throw new ApiProblem(status, { code: "x", zh: "", en: "", ...body });
  };
const open = { edits: 3, content: { name: "old" } };

test("a change is kept on this computer at once, saved after a pause, and let go of when the server has it", async () => {
  const s = stage();
  const copy = workingCopy(open, s.io);
  copy.change({ name: "n" });
  copy.change({ name: "new" });
  expect([copy.get().state, s.shelf.text, s.calls]).toEqual(["changed", '{"edits":3,"content":{"name":"new"}}', []]);
  await s.pass();
  expect(s.calls).toEqual([{ edits: 3, content: { name: "new" } }]);
  expect([copy.get().state, copy.get().edits, s.shelf.text]).toEqual(["saved", 4, null]);
});

test("a computer without room keeps nobody from saving", async () => {
  const s = stage();
  s.io.kept.write = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const copy = workingCopy(open, s.io);
  copy.change({ name: "new" });
  await s.pass();
  expect([copy.get().state, s.calls.length]).toEqual(["saved", 1]);
});

test("without an answer it stays here and is sent again", async () => {
  const s = stage();
  s.answers.push(fails(0), fails(503));
  const copy = workingCopy(open, s.io);
  copy.change({ name: "new" });
  await s.pass();
  expect([copy.get().state, s.isPlanned(), s.shelf.text !== null]).toEqual(["waiting", true, true]);
  await s.pass();
  await s.pass();
  expect([copy.get().state, s.calls.length, s.shelf.text]).toEqual(["saved", 3, null]);
});

test("after the session ended it waits until somebody signed in again", async () => {
  const s = stage();
  s.answers.push(fails(401));
  const copy = workingCopy(open, s.io);
  copy.change({ name: "new" });
  await s.pass();
  expect([copy.get().state, s.isPlanned()]).toEqual(["waiting", false]);
  await copy.send();
  expect(copy.get().state).toBe("saved");
});

test("a reload takes up what was not acknowledged", async () => {
  const s = stage('{"edits":3,"content":{"name":"mine"}}');
  const copy = workingCopy(open, s.io);
  expect(copy.get()).toMatchObject({ content: { name: "mine" }, state: "changed", restored: true });
  await s.pass();
  expect([s.calls, s.shelf.text]).toEqual([[{ edits: 3, content: { name: "mine" } }], null]);
});

test("where somebody saved before, both stay until the person chooses", async () => {
  const theirs = { edits: 4, content: { name: "theirs" }, savedBy: "乙", own: false, savedAt: "2026-01-01T00:00:00Z" };
  for (const choice of ["keepMine", "takeTheirs"] as const) {
    const s = stage();
    s.answers.push(fails(409, { code: "conflict", ...theirs }));
    const copy = workingCopy(open, s.io);
    copy.change({ name: "mine" });
    await s.pass();
    expect(copy.get()).toMatchObject({ state: "conflict", theirs, content: { name: "mine" } });
    // Going on writing loses nothing and sends nothing.
    copy.change({ name: "mine still" });
    expect([s.isPlanned(), s.shelf.text]).toEqual([false, '{"edits":3,"content":{"name":"mine still"}}']);
    await copy[choice]();
    const mine = choice === "keepMine";
    expect(s.calls.slice(1)).toEqual(mine ? [{ edits: 4, content: { name: "mine still" } }] : []);
    expect(copy.get()).toMatchObject({
      state: "saved",
      content: { name: mine ? "mine still" : "theirs" },
      theirs: null,
    });
    expect(s.shelf.text).toBeNull();
  }
});

test("what was kept here over an older save is shown beside the newer one", () => {
  const s = stage('{"edits":2,"content":{"name":"mine"}}');
  expect(workingCopy(open, s.io).get()).toMatchObject({
    state: "conflict",
    content: { name: "mine" },
    theirs: { edits: 3, content: { name: "old" } },
  });
});

test("what changes while a save is under way is saved after it, over the new counter", async () => {
  const s = stage();
  const copy = workingCopy(open, s.io);
  copy.change({ name: "a" });
  s.answers.push(() => {
    copy.change({ name: "b" });
    return { edits: 4 };
  });
  await s.pass();
  expect(copy.get().state).toBe("changed");
  await s.pass();
  expect(s.calls[1]).toEqual({ edits: 4, content: { name: "b" } });
  expect(copy.get().state).toBe("saved");
});
