import { useEffect, useState } from "react";
import { durable } from "../durable.ts";
import { useSession } from "../session.ts";
import { forgetPlace, wordsPlace } from "./place.ts";

export type WaitingWords<Words> = {
  words: Words;
  write: (words: Words) => void;
  /** They were sent: they never come back. */
  sent: () => void;
  /** Whether these are words that an earlier page left. */
  found: boolean;
  /** Back to what stood there before anything was written. */
  drop: () => void;
};

/**
 * What a person writes in a place, kept on this computer with every key until it is sent: a page that is closed, a session
 * that ends and a browser that is killed lose none of it. `blank` is what stands there before anything is written.
 */
export function useWords<Words>(place: string, blank: Words): WaitingWords<Words> {
  const { user } = useSession();
  const [kept] = useState(() => wordsPlace<Words>(durable, user.id, place));
  const [left] = useState(() => kept.read());
  const [words, setWords] = useState(left ?? blank);
  const [found, setFound] = useState(left !== null);
  const forget = () => {
    kept.forget();
    setFound(false);
  };
  return {
    words,
    write(next) {
      setWords(next);
      if (JSON.stringify(next) === JSON.stringify(blank)) forget();
      else kept.keep(next, Date.now());
    },
    sent: forget,
    found,
    drop() {
      setWords(blank);
      forget();
    },
  };
}

/** What waited in a place that is settled: it was sent, though the answer never came here, or nobody asks any more. */
export function useSettled(places: readonly string[]): void {
  const { user } = useSession();
  const all = places.join("\n");
  useEffect(() => {
    for (const place of all.split("\n")) forgetPlace(durable, user.id, place);
  }, [user.id, all]);
}
