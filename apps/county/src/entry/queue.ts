import { cellKey, type Text } from "@duibiao/indicators";
import { emptyDraft, isEmpty, type Batch, type Draft, type DraftCell } from "./draft.ts";

/** What the server answers to a batch. */
export type Acknowledged<Conflict, Finding> = {
  saved: { measure: string; member: string; version: number }[];
  conflicts: Conflict[];
  findings: Finding[];
};

type ConflictCell = { measure: string; member: string; stored: { version?: number | undefined } };

/** passing: try again; signed_out: go on after the sign-in; refused: the server says why, nothing of it was stored. */
export type Fault = { kind: "passing" | "signed_out" } | { kind: "refused"; text: Text };

export type SaveState =
  | { is: "saved" | "saving" | "signed_out" }
  | { is: "offline"; tries: number }
  | { is: "refused"; text: Text };

type Deps<Conflict, Finding> = {
  send: (batch: Batch) => Promise<Acknowledged<Conflict, Finding>>;
  faultOf: (error: unknown) => Fault;
  newKey: () => string;
  /** Keeps the draft on this computer; called whenever it changes. */
  keep: (draft: Draft) => void;
  onState: () => void;
  /** Keys that an answer settled, the conflicts in it, and its findings where nothing newer waits (else null). */
  onAnswer: (keys: string[], conflicts: Conflict[], findings: Finding[] | null) => void;
  draft?: Draft;
  versions: ReadonlyMap<string, number>;
};

/** How long after the first edit a batch leaves: keys typed in a burst go together. */
export const DELAY = 600;
const WAITS = [1000, 2000, 4000, 8000, 16_000, 30_000];

/**
 * Autosave: edits wait here until the server acknowledges them. One request at a time; one without an answer is sent
 * again unchanged under its key, so that it counts once. A cell in conflict waits for the clerk's choice.
 */
export function createQueue<Conflict extends ConflictCell, Finding>(deps: Deps<Conflict, Finding>) {
  const versions = new Map(deps.versions);
  const inConflict = new Set<string>();
  let draft = deps.draft ?? emptyDraft();
  let state: SaveState = { is: isEmpty(draft) ? "saved" : "saving" };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let stopped = false;

  function set(next: SaveState): void {
    state = next;
    deps.onState();
  }

  function plan(wait: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), wait);
  }

  const waiting = () => Object.entries(draft.cells).filter(([key]) => !inConflict.has(key));
  const hasMore = () =>
    waiting().length > 0 || Object.keys(draft.explanations).length > 0 || draft.zeroSections !== null;

  function pack(): void {
    if (!hasMore()) return;
    const cells = waiting();
    const batch: Batch = {
      key: deps.newKey(),
      cells: cells.map(([, cell]) => cell),
      explanations: draft.explanations,
      zeroSections: draft.zeroSections,
    };
    const rest = Object.fromEntries(Object.entries(draft.cells).filter(([key]) => inConflict.has(key)));
    draft = { outbox: [...draft.outbox, batch], cells: rest, explanations: {}, zeroSections: null };
    deps.keep(draft);
  }

  function acknowledge(batch: Batch, answer: Acknowledged<Conflict, Finding>): void {
    draft = { ...draft, outbox: draft.outbox.filter((other) => other !== batch), cells: { ...draft.cells } };
    for (const { measure, member, version } of answer.saved) {
      const key = cellKey(measure, member);
      versions.set(key, version);
      // Typed on while the request was under way: what was saved is what it was seen at.
      const newer = draft.cells[key];
      if (newer) draft.cells[key] = { ...newer, version };
    }
    for (const { measure, member, stored } of answer.conflicts) {
      const key = cellKey(measure, member);
      inConflict.add(key);
      versions.set(key, stored.version ?? 0);
      const mine = draft.cells[key] ?? batch.cells.find((cell) => cellKey(cell.measure, cell.member) === key);
      if (mine) draft.cells[key] = mine;
    }
    deps.keep(draft);
    const settled = [...answer.saved, ...answer.conflicts].map(({ measure, member }) => cellKey(measure, member));
    deps.onAnswer(settled, answer.conflicts, hasMore() || draft.outbox.length > 0 ? null : answer.findings);
  }

  /** A refused request stored nothing: its edits wait again, behind what was typed since. */
  function takeBack(batch: Batch): void {
    const cells = Object.fromEntries(batch.cells.map((cell) => [cellKey(cell.measure, cell.member), cell]));
    draft = {
      outbox: draft.outbox.filter((other) => other !== batch),
      cells: { ...cells, ...draft.cells },
      explanations: { ...batch.explanations, ...draft.explanations },
      zeroSections: draft.zeroSections ?? batch.zeroSections,
    };
    deps.keep(draft);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (busy || state.is === "signed_out") return;
    if (draft.outbox.length === 0) pack();
    const batch = draft.outbox[0];
    if (!batch) return set({ is: "saved" });
    busy = true;
    if (state.is !== "offline") set({ is: "saving" });
    try {
      const answer = await deps.send(batch);
      busy = false;
      acknowledge(batch, answer);
      if (draft.outbox.length > 0 || hasMore()) {
        set({ is: "saving" });
        return flush();
      }
      set({ is: "saved" });
    } catch (error) {
      busy = false;
      fail(batch, deps.faultOf(error));
    }
  }

  function fail(batch: Batch, fault: Fault): void {
    if (fault.kind === "signed_out") return set({ is: "signed_out" });
    if (fault.kind === "refused") {
      takeBack(batch);
      return set({ is: "refused", text: fault.text });
    }
    const tries = state.is === "offline" ? state.tries + 1 : 1;
    deps.keep(draft);
    set({ is: "offline", tries });
    if (!stopped) plan(WAITS[Math.min(tries, WAITS.length) - 1]!);
  }

  /** The first edit of a burst sets the time; those behind it do not put it off. */
  function edited(): void {
    deps.keep(draft);
    if (state.is === "saved" || state.is === "refused") {
      set({ is: "saving" });
      plan(DELAY);
    } else deps.onState();
  }

  if (!isEmpty(draft)) plan(0);

  return {
    state: () => state,
    draft: () => draft,
    /** Cells that the server has not acknowledged. */
    unsaved: (): Set<string> =>
      new Set([
        ...Object.keys(draft.cells),
        ...draft.outbox.flatMap(({ cells }) => cells.map(({ measure, member }) => cellKey(measure, member))),
      ]),
    conflicts: () => inConflict as ReadonlySet<string>,
    put(cells: readonly Omit<DraftCell, "version">[]): void {
      const next: Record<string, DraftCell> = { ...draft.cells };
      for (const cell of cells) {
        const key = cellKey(cell.measure, cell.member);
        next[key] = { ...cell, version: draft.cells[key]?.version ?? versions.get(key) ?? 0 };
      }
      draft = { ...draft, cells: next };
      edited();
    },
    explain(explanations: Record<string, string>): void {
      draft = { ...draft, explanations: { ...draft.explanations, ...explanations } };
      edited();
    },
    declare(zeroSections: readonly string[]): void {
      draft = { ...draft, zeroSections: [...zeroSections] };
      edited();
    },
    /** The clerk's choice: `mine` is sent over the stored version, `theirs` is left as it is stored. */
    resolve(key: string, choice: "mine" | "theirs"): void {
      inConflict.delete(key);
      const { [key]: mine, ...others } = draft.cells;
      const stays = choice === "mine" && mine !== undefined;
      draft = {
        ...draft,
        cells: stays ? { ...others, [key]: { ...mine, version: versions.get(key) ?? 0 } } : others,
      };
      edited();
    },
    flush,
    /** After the same person signed in again. */
    goOn(): Promise<void> {
      if (state.is === "signed_out") set({ is: "saving" });
      return flush();
    },
    /** The page goes: what is left is sent once and stays kept. */
    stop(): void {
      stopped = true;
      clearTimeout(timer);
      if (!isEmpty(draft)) void flush();
    },
  };
}
