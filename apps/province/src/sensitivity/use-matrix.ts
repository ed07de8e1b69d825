import { useEffect, useMemo, useRef, useState } from "react";
import type { Matrix, Ranked, Removed, Trial } from "./matrix.ts";
import type { Opening, Question, Reply } from "./worker.ts";

type Asked<Kind extends Question["kind"]> = Extract<Question, { kind: Kind }>;
type Answers = {
  rank: Ranked;
  remove: Removed[];
  breakEven: { path: string; weight: number; breakEven: number | null }[];
};
export type Asker = <Kind extends Question["kind"]>(
  question: Omit<Asked<Kind>, "id">,
) => Promise<{ answer: Answers[Kind]; took: number }>;

/** A worker that holds the matrix for as long as the page is open. */
export function useMatrix(matrix: Matrix): Asker | null {
  const [ask, setAsk] = useState<Asker | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const waiting = new Map<number, { done: (value: never) => void; fail: (error: Error) => void }>();
    let last = 0;
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if ("fault" in data) asked?.fail(new Error(data.fault));
      else asked?.done(data as never);
    });
    worker.postMessage({ kind: "open", matrix } satisfies Opening);
    setAsk(
      () =>
        ((question) =>
          new Promise((done, fail) => {
            last += 1;
            waiting.set(last, { done, fail });
            worker.postMessage({ ...question, id: last });
          })) as Asker,
    );
    return () => worker.terminate();
  }, [matrix]);
  return ask;
}

/** The newest answer; while a question is under way the answer before it, and questions in between are left out. */
export function useAnswer<Kind extends Question["kind"]>(
  ask: Asker | null,
  question: Omit<Asked<Kind>, "id"> | null,
): { answer: Answers[Kind]; took: number; trial: Trial } | null {
  const [given, give] = useState<{ answer: Answers[Kind]; took: number; trial: Trial } | null>(null);
  const said = JSON.stringify(question);
  const wanted = useMemo(() => question, [said]);
  const busy = useRef<Asker | null>(null);
  const next = useRef(wanted);
  next.current = wanted;
  useEffect(() => {
    // What is asked while an answer is under way is picked up after it.
    if (ask === null || wanted === null || busy.current === ask) return;
    busy.current = ask;
    void (async () => {
      try {
        for (let asked = next.current; asked !== null;) {
          const { answer, took } = await ask<Kind>(asked);
          if (busy.current !== ask) return;
          give({ answer, took, trial: asked.trial });
          if (asked === next.current) return;
          asked = next.current;
        }
      } finally {
        if (busy.current === ask) busy.current = null;
      }
    })();
  }, [ask, wanted]);
  return wanted === null ? null : given;
}
