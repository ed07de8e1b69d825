import { ApiProblem, isPassing, isSignedOut } from "@duibiao/client";
import type { Content } from "./content.ts";

/** What stands at the server when somebody else saved first. */
export type Theirs = { edits: number; content: Content; savedBy: string; own: boolean; savedAt: string };

export type Copy = {
  content: Content;
  /** How often the draft was saved, as far as this copy knows. */
  edits: number;
  state: "saved" | "changed" | "saving" | "waiting" | "refused" | "conflict";
  /** Why it is waiting, or was refused. */
  error: unknown;
  theirs: Theirs | null;
  /** Taken up from this computer: it was changed here and not acknowledged. */
  restored: boolean;
};

type Io = {
  save: (edits: number, content: Content) => Promise<{ edits: number }>;
  /** Where it is kept until it is acknowledged. */
  kept: { read: () => string | null; write: (text: string) => void; clear: () => void };
  /** Runs later; the answer calls that off. */
  later: (run: () => void, milliseconds: number) => () => void;
};

const PAUSE = 800;
const RETRY = 5000;

/**
 * The working copy of a draft in the browser. What is changed is kept on this computer at once and saved after a pause;
 * it is let go of only when the server has it. Nobody's save is overwritten: `keepMine` or `takeTheirs` decides.
 */
export function workingCopy(server: { edits: number; content: Content }, { save, kept, later }: Io) {
  const listeners = new Set<() => void>();
  let copy: Copy = { ...server, state: "saved", error: null, theirs: null, restored: false };
  let callOff = () => {};

  const set = (patch: Partial<Copy>) => {
    copy = { ...copy, ...patch };
    listeners.forEach((tell) => tell());
  };
  const keep = () => {
    try {
      kept.write(JSON.stringify({ edits: copy.edits, content: copy.content }));
    } catch {
      // This computer has no room left: the server still gets it.
    }
  };
  const soon = (milliseconds: number) => {
    callOff();
    callOff = later(() => void send(), milliseconds);
  };

  async function send(): Promise<void> {
    callOff();
    if (copy.state === "saved" || copy.state === "saving" || copy.state === "conflict") return;
    const { content: sent, edits } = copy;
    set({ state: "saving" });
    try {
      const answer = await save(edits, sent);
      const unchanged = copy.content === sent;
      set({ edits: answer.edits, state: unchanged ? "saved" : "changed", error: null, restored: false });
      if (unchanged) return kept.clear();
      keep();
      soon(PAUSE);
    } catch (error) {
      const theirs = theirsIn(error);
      if (theirs !== null) return set({ state: "conflict", theirs, error: null });
      const passing = isPassing(error) || isSignedOut(error);
      set({ state: passing ? "waiting" : "refused", error });
      if (isPassing(error)) soon(RETRY);
    }
  }

  const before = keptIn(kept.read());
  if (before !== null && JSON.stringify(before.content) !== JSON.stringify(server.content)) {
    copy = { ...copy, content: before.content, restored: true };
    if (before.edits === server.edits) {
      copy.state = "changed";
      soon(PAUSE);
    } else copy = { ...copy, state: "conflict", theirs: { ...server, savedBy: "", own: false, savedAt: "" } };
  } else kept.clear();

  return {
    get: () => copy,
    subscribe: (tell: () => void) => {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    change: (content: Content) => {
      const state = copy.state === "saving" || copy.state === "conflict" ? copy.state : "changed";
      set({ content, state });
      keep();
      if (state === "changed") soon(PAUSE);
    },
    /** Saves now what waits: before the page goes, or once somebody signed in again. */
    send,
    keepMine: () => {
      set({ edits: copy.theirs!.edits, state: "changed", theirs: null });
      keep();
      return send();
    },
    takeTheirs: () => {
      const { edits, content } = copy.theirs!;
      set({ edits, content, state: "saved", theirs: null, restored: false });
      kept.clear();
    },
  };
}
export type WorkingCopy = ReturnType<typeof workingCopy>;

function theirsIn(error: unknown): Theirs | null {
  if (!(error instanceof ApiProblem) || error.body.code !== "conflict" || error.body["content"] === undefined)
    return null;
  const { edits, content, savedBy, own, savedAt } = error.body as unknown as Theirs;
  return { edits, content, savedBy, own, savedAt };
}

function keptIn(text: string | null): { edits: number; content: Content } | null {
  try {
    const value = JSON.parse(text ?? "null") as { edits: number; content: Content } | null;
    return value !== null && typeof value.content === "object" ? value : null;
  } catch {
    return null;
  }
}
