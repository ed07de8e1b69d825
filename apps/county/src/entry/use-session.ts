import { useEffect, useMemo, useState } from "react";
import { newKey } from "@duibiao/client";
import { cellKey } from "@duibiao/indicators";
import { durable } from "@duibiao/screens";
import type { EntrySetup } from "@duibiao/ui/grid";
import type { Submission } from "../task/task.ts";
import { draftPlace, emptyDraft, type Draft } from "./draft.ts";
import { startSession, type EntrySession } from "./session.ts";

/**
 * This page's own place for a draft, and what earlier pages of this person left there: taken over where it can still be
 * sent, else only to be looked at.
 */
export function pageDraft(userId: number, submissionId: number, writes: boolean) {
  const place = draftPlace(durable, userId, submissionId, newKey());
  if (writes) return { place, draft: place.takeOver(Date.now()), left: null };
  return { place, draft: emptyDraft(), left: place.leftBehind() };
}

type Given = {
  userId: number;
  place: ReturnType<typeof draftPlace>;
  draft: Draft;
  setup: Omit<EntrySetup, "onEdit">;
  submission: Submission;
};

/** The entry session of the page: begun when it shows, stopped when it goes, nothing left behind. */
export function useEntrySession(given: Given): EntrySession | null {
  const { userId, place, draft, setup, submission } = given;
  const alone = useMemo(() => [{ userId, place, draft, setup, submission }], [userId, place, draft, setup, submission]);
  return useEntrySessions(alone)?.[0] ?? null;
}

/** Sessions of several forms side by side, each with its own queue and draft; `givens` stays the same for a page. */
export function useEntrySessions(givens: readonly Given[]): EntrySession[] | null {
  const [sessions, setSessions] = useState<EntrySession[] | null>(null);
  useEffect(() => {
    const started = givens.map((given) =>
      startSession({
        ...given,
        versions: new Map(
          given.submission.cells.map(({ measure, member, version }) => [cellKey(measure, member), version ?? 0]),
        ),
      }),
    );
    setSessions(started);
    const guard = (event: BeforeUnloadEvent) => {
      const waiting = started.filter(({ queue }) => queue.unsaved().size > 0);
      if (waiting.length === 0) return;
      for (const { queue } of waiting) void queue.flush();
      event.preventDefault();
    };
    const hide = () => started.forEach((session) => session.hide());
    window.addEventListener("beforeunload", guard);
    window.addEventListener("pagehide", hide);
    return () => {
      window.removeEventListener("beforeunload", guard);
      window.removeEventListener("pagehide", hide);
      started.forEach((session) => session.stop());
    };
  }, [givens]);
  return sessions;
}
