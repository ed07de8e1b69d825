import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { draftPlace, emptyDraft, type Batch, type Draft } from "./draft.ts";
import { createQueue, DELAY, type Acknowledged, type Fault } from "./queue.ts";

type Conflict = { measure: string; member: string; stored: { version: number; value: string } };
type Answer = Acknowledged<Conflict, string>;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A ledger as the server keeps it: versions per cell, and the answers by key that a repeated request gets again. */
function ledger() {
  const cells = new Map<string, { version: number; value: string }>();
  const answers = new Map<string, Answer>();
  return {
    cells,
    save(batch: Batch): Answer {
      const known = answers.get(batch.key);
      if (known) return known;
      const answer: Answer = { saved: [], conflicts: [], findings: [`after ${batch.key}`] };
      for (const { measure, member, value, version } of batch.cells) {
        const stored = cells.get(measure);
        if (version !== (stored?.version ?? 0)) {
          answer.conflicts.push({ measure, member, stored: stored! });
          continue;
        }
        const next = { version: version + 1, value: value?.state === "number" ? value.value : "" };
        cells.set(measure, next);
        answer.saved.push({ measure, member, version: next.version });
      }
      answers.set(batch.key, answer);
      return answer;
    },
  };
}

const cell = (measure: string, value: string) => ({
  measure,
  member: "total",
  value: { state: "number" as const, value },
  note: "",
});

function start(more: { draft?: Draft; versions?: Map<string, number> } = {}) {
  const server = ledger();
  const sent: Batch[] = [];
  let way: (batch: Batch) => Promise<Answer> = async (batch) => server.save(batch);
  let kept: Draft = emptyDraft();
  const findings: (string[] | null)[] = [];
  let n = 0;
  const queue = createQueue<Conflict, string>({
    versions: new Map(),
    ...more,
    send: (batch) => {
      sent.push(batch);
      return way(batch);
    },
    faultOf: (error) => error as Fault,
    newKey: () => `key ${(n += 1)}`,
    keep: (draft) => void (kept = JSON.parse(JSON.stringify(draft)) as Draft),
    onState: () => {},
    onAnswer: (_keys, _conflicts, found) => void findings.push(found),
  });
  return {
    server,
    sent,
    queue,
    findings,
    kept: () => kept,
    go: (next: typeof way) => void (way = next),
    normal: server.save,
  };
}

const lost = async () => Promise.reject<Answer>({ kind: "passing" } satisfies Fault);

describe("autosave", () => {
  it("sends a burst of keys as one batch about 600 ms after the first, with the versions seen", async () => {
    const { queue, sent, server, findings } = start();
    queue.put([cell("a", "1")]);
    await vi.advanceTimersByTimeAsync(DELAY - 1);
    queue.put([cell("b", "2")]);
    queue.put([cell("a", "12")]);
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(1);
    expect(server.cells.get("a")).toEqual({ version: 1, value: "12" });
    expect(queue.state()).toEqual({ is: "saved" });
    expect(findings).toEqual([["after key 1"]]);
    queue.put([cell("a", "13")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(server.cells.get("a")).toEqual({ version: 2, value: "13" });
  });

  it("repeats a request whose answer was lost unchanged under its key, so that it counts once", async () => {
    const { queue, sent, server, go } = start();
    go(async (batch) => {
      server.save(batch);
      return lost();
    });
    queue.put([cell("a", "1")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(queue.state()).toEqual({ is: "offline", tries: 1 });
    queue.put([cell("a", "2")]);
    go(async (batch) => server.save(batch));
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent.map(({ key }) => key)).toEqual(["key 1", "key 1", "key 2"]);
    expect(sent[1]).toEqual(sent[0]);
    expect(server.cells.get("a")).toEqual({ version: 2, value: "2" });
    expect(queue.conflicts().size).toBe(0);
    expect(queue.unsaved().size).toBe(0);
  });

  it("waits longer from try to try while offline, keeps everything meanwhile and loses nothing", async () => {
    const { queue, sent, server, go, kept } = start();
    go(lost);
    queue.put([cell("a", "1")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000 - 1);
    expect(sent).toHaveLength(3);
    queue.put([cell("b", "5")]);
    expect(queue.unsaved()).toEqual(new Set(["a", "b"]));
    expect(kept().outbox).toHaveLength(1);
    expect(Object.keys(kept().cells)).toEqual(["b"]);
    go(async (batch) => server.save(batch));
    await vi.advanceTimersByTimeAsync(1);
    expect([...server.cells.keys()]).toEqual(["a", "b"]);
    expect(queue.state()).toEqual({ is: "saved" });
  });

  it("holds a cell in conflict until the clerk chooses, and saves the others on", async () => {
    const { queue, server } = start({ versions: new Map([["a", 1]]) });
    server.cells.set("a", { version: 2, value: "99" });
    queue.put([cell("a", "1"), cell("b", "2")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(queue.conflicts()).toEqual(new Set(["a"]));
    expect(server.cells.get("a")?.value).toBe("99");
    expect(server.cells.get("b")?.value).toBe("2");
    queue.put([cell("a", "3"), cell("b", "4")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(server.cells.get("a")?.value).toBe("99");
    expect(server.cells.get("b")?.value).toBe("4");
    queue.resolve("a", "mine");
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(server.cells.get("a")).toEqual({ version: 3, value: "3" });
    expect(queue.unsaved().size).toBe(0);
  });

  it("leaves the stored value where the clerk chooses it", async () => {
    const { queue, server, sent } = start();
    server.cells.set("a", { version: 7, value: "99" });
    queue.put([cell("a", "1")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    queue.resolve("a", "theirs");
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(server.cells.get("a")).toEqual({ version: 7, value: "99" });
    expect(sent).toHaveLength(1);
    expect(queue.unsaved().size).toBe(0);
    queue.put([cell("a", "100")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(server.cells.get("a")).toEqual({ version: 8, value: "100" });
  });

  it("stops at an ended session without losing a cell and goes on after the sign-in", async () => {
    const { queue, server, sent, go } = start();
    go(() => Promise.reject<Answer>({ kind: "signed_out" } satisfies Fault));
    queue.put([cell("a", "1")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    queue.put([cell("b", "2")]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sent).toHaveLength(1);
    expect(queue.state()).toEqual({ is: "signed_out" });
    go(async (batch) => server.save(batch));
    await queue.goOn();
    expect([...server.cells.keys()]).toEqual(["a", "b"]);
  });

  it("says what the server refuses, keeps it, and sends it again with the next edit under a new key", async () => {
    const { queue, server, sent, go } = start();
    const text = { zh: "已锁定", en: "locked" };
    go(() => Promise.reject<Answer>({ kind: "refused", text } satisfies Fault));
    queue.put([cell("a", "1")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(queue.state()).toEqual({ is: "refused", text });
    expect(queue.unsaved()).toEqual(new Set(["a"]));
    go(async (batch) => server.save(batch));
    queue.put([cell("b", "2")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    expect(sent.map(({ key }) => key)).toEqual(["key 1", "key 2"]);
    expect([...server.cells.keys()].toSorted()).toEqual(["a", "b"]);
  });

  it("takes the server's findings only where nothing newer waits", async () => {
    const { queue, findings, go, server } = start();
    let answer: (() => void) | undefined;
    go((batch) => new Promise((done) => (answer = () => done(server.save(batch)))));
    queue.put([cell("a", "1")]);
    await vi.advanceTimersByTimeAsync(DELAY);
    queue.put([cell("a", "2")]);
    answer!();
    await vi.advanceTimersByTimeAsync(0);
    answer!();
    await vi.advanceTimersByTimeAsync(0);
    expect(findings).toEqual([null, ["after key 2"]]);
    expect(server.cells.get("a")).toEqual({ version: 2, value: "2" });
  });
});

/** The browser's storage, as far as drafts use it. */
function storage() {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (at: number) => [...map.keys()][at] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}

const draftOf = (measure: string, value: string): Draft => ({
  ...emptyDraft(),
  cells: { [measure]: { ...cell(measure, value), version: 0 } },
});

describe("drafts on this computer", () => {
  it("belong to one account: another person neither sees, sends nor removes them", async () => {
    const place = storage();
    draftPlace(place, 1, 10, "page a").keep(draftOf("a", "1"), 0, true);
    expect(draftPlace(place, 2, 10, "page b").takeOver(1).cells).toEqual({});
    expect(draftPlace(place, 1, 11, "page b").takeOver(1).cells).toEqual({});
    const mine = draftPlace(place, 1, 10, "page c").takeOver(1);
    const { server } = start({ draft: mine });
    await vi.advanceTimersByTimeAsync(0);
    expect(server.cells.get("a")?.value).toBe("1");
  });

  it("of a page that is still open are left to it; of one that closed or crashed they are taken over once", () => {
    const place = storage();
    draftPlace(place, 1, 10, "open").keep(draftOf("a", "1"), 50_000);
    draftPlace(place, 1, 10, "closed").keep(draftOf("b", "2"), 50_000, true);
    expect(Object.keys(draftPlace(place, 1, 10, "new").takeOver(60_000).cells)).toEqual(["b"]);
    expect(Object.keys(draftPlace(place, 1, 10, "newer").takeOver(110_001).cells)).toEqual(["a"]);
    expect(Object.keys(draftPlace(place, 1, 10, "third").takeOver(110_002).cells)).toEqual([]);
  });

  it("are gone once everything is acknowledged, and say so when there is no room", () => {
    const place = storage();
    const own = draftPlace(place, 1, 10, "page");
    expect(own.keep(draftOf("a", "1"), 0)).toBe(true);
    own.keep(emptyDraft(), 1);
    expect(place.length).toBe(0);
    const full = {
      ...place,
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    expect(draftPlace(full, 1, 10, "page").keep(draftOf("a", "1"), 0)).toBe(false);
  });
});
