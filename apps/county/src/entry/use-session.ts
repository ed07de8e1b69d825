import { useEffect, useState } from "react";
import { newKey } from "@duibiao/client";
import { cellKey } from "@duibiao/indicators";
import type { EntrySetup } from "@duibiao/ui/grid";
import type { Submission } from "../task/task.ts";
import { draftPlace, emptyDraft, type Draft } from "./draft.ts";
import { startSession, type EntrySession } from "./session.ts";

/**
 * This page's own place for a draft, and what earlier pages of this person left there: taken over where it can still be
 * sent, else only to be looked at.
 */
export function pageDraft(userId: number, submissionId: number, writes: boolean) {
  const place = draftPlace(localStorage, userId, submissionId, newKey());
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
export function useEntrySession({ userId, place, draft, setup, submission }: Given): EntrySession | null {
  const [session, setSession] = useState<EntrySession | null>(null);
  useEffect(() => {
    const versions = new Map(
      submission.cells.map(({ measure, member, version }) => [cellKey(measure, member), version ?? 0]),
    );
    const started = startSession({ userId, submission, versions, place, draft, setup });
    setSession(started);
    const guard = (event: BeforeUnloadEvent) => {
      if (started.queue.unsaved().size === 0) return;
      void started.queue.flush();
      event.preventDefault();
    };
    window.addEventListener("beforeunload", guard);
    window.addEventListener("pagehide", started.hide);
    return () => {
      window.removeEventListener("beforeunload", guard);
      window.removeEventListener("pagehide", started.hide);
      started.stop();
    };
  }, [userId, place, draft, setup, submission]);
  return session;
}
