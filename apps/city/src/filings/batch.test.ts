import { afterEach, expect, test, vi } from "vitest";
import { begin, isSendable, run, statesOf, type Item, type Verdict } from "./batch.ts";

const verdict = (change: Partial<Verdict>): Verdict => ({
  dryRun: true,
  verdict: "filed",
  unit: { id: 1, code: "U1", name: "甲" },
  candidates: [],
  sender: "李",
  sha256: "aa",
  problem: null,
  contentHash: null,
  present: null,
  filled: 3,
  cells: [],
  rows: [],
  findings: [],
  reasons: [],
  filingId: null,
  submissionId: null,
  revision: null,
  ...change,
});
const fileOf = (name: string) => new File(["x"], name);
const item = (path: string, change: Partial<Item> = {}): Item => ({
  ...begin({ path, file: fileOf(path) }),
  ...change,
});
const tried = (path: string, answer: Partial<Verdict>, change: Partial<Item> = {}): Item =>
  item(path, { step: "tried", answer: verdict(answer), ...change });

afterEach(() => vi.unstubAllGlobals());

/** A server that answers by the name of the file. */
function serve(answers: (name: string, dryRun: boolean) => Response | Promise<Response>): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    const query = new URL(address, "http://localhost").searchParams;
    asked.push(query.get("name")!);
    return answers(query.get("name")!, query.get("dryRun") === "true");
  });
  return asked;
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const where = { collection: 1, region: 2 };

async function told(items: readonly Item[]): Promise<Item[]> {
  const now = new Map(items.map((one) => [one.path, one]));
  await run(items, { where, sender: "", signal: new AbortController().signal }, (path, change) =>
    now.set(path, { ...now.get(path)!, ...change }),
  );
  return items.map(({ path }) => now.get(path)!);
}

test("of two different files of one institution neither is sent until a person takes one; twins of the same bytes are one", () => {
  const two = [tried("a.xlsx", { sha256: "aa" }), tried("b.xlsx", { sha256: "bb" })];
  expect(statesOf(two)).toEqual(["doubled", "doubled"]);
  expect(statesOf([two[0]!, { ...two[1]!, meant: true }])).toEqual(["doubled", "ready"]);
  expect(statesOf([two[0]!, tried("copy.xlsx", { sha256: "aa" })])).toEqual(["ready", "ready"]);
});

test("good and faulty files are sent, one that differs or is of nobody here waits for a person", () => {
  const one = (id: number) => ({ id, code: `U${id}`, name: "" });
  const states = statesOf([
    tried("good", { unit: one(1) }),
    tried("faulty", { unit: one(2), verdict: "refused" }),
    tried("differs", { unit: one(3), verdict: "differs" }),
    tried("nobody", { unit: null, verdict: "unmatched" }),
    tried("in already", { unit: one(4), verdict: "unchanged" }),
    item("waits"),
  ]);
  expect(states).toEqual(["ready", "faulty", "differs", "unmatched", "unchanged", "waiting"]);
  expect(states.map(isSendable)).toEqual([true, true, false, false, false, false]);
});

test("a busy server is asked again at its moment; one file's refusal stops none of the others", async () => {
  let busy = 2;
  serve((name) => {
    if (name === "b.xlsx") return json({ code: "forbidden", zh: "无权", en: "no right" }, 403);
    if (name === "a.xlsx" && busy-- > 0) return json({ code: "busy", zh: "忙", en: "busy", retryAfter: 0 }, 503);
    return json(verdict({ sha256: name }));
  });
  const after = await told([item("a.xlsx"), item("b.xlsx"), item("c.xlsx"), item("d.xlsx")]);
  expect(after.map(({ step, fault }) => [step, fault?.zh ?? null])).toEqual([
    ["tried", null],
    ["try", "无权"],
    ["tried", null],
    ["tried", null],
  ]);
});

test("when the network goes, the rest waits and is not counted as refused", async () => {
  const asked = serve(() => Promise.reject(new TypeError("Failed to fetch")));
  const after = await told(Array.from({ length: 50 }, (_, at) => item(`${at}.xlsx`)));
  expect(asked.length).toBeLessThanOrEqual(3);
  const states = statesOf(after);
  expect(states.filter((state) => state === "failed")).toHaveLength(asked.length);
  expect(states.filter((state) => state === "waiting")).toHaveLength(50 - asked.length);
});

test("a file that meanwhile differs from what is there asks once more instead of being done", async () => {
  serve((name) => json(verdict({ dryRun: false, verdict: name === "a.xlsx" ? "differs" : "filed" })));
  const after = await told([item("a.xlsx", { step: "file" }), item("b.xlsx", { step: "file" })]);
  expect(after.map(({ step }) => step)).toEqual(["tried", "done"]);
});
