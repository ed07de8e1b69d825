import { useEffect, useState } from "react";
import { durable } from "../durable.ts";
import { useSession } from "../session.ts";
import type { Place } from "./kinds.ts";
import { forgetPlace, leftWords, wordsPlace } from "./place.ts";

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

/** The page that is open, to come back to. */
export const thisPage = () => location.pathname + location.search;

/**
 * What a person writes in a place, kept on this computer with every key until it is sent: a page that is closed, a session
 * that ends and a browser that is killed lose none of it. `blank` is what stands there before anything is written.
 */
export function useWords<Words>(place: Place, blank: Words): WaitingWords<Words> {
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
      else kept.keep(next, Date.now(), thisPage());
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
export function useSettled(places: readonly Place[]): void {
  const { user } = useSession();
  const all = places.join("\n");
  useEffect(() => {
    if (all !== "") for (const place of all.split("\n")) forgetPlace(durable, user.id, place as Place);
  }, [user.id, all]);
}

/**
 * The place of a person's next one, such as a request, behind the last of those that were sent: what was written for that
 * one waits no more, whether its answer came here or not.
 */
export function useNextPlace(place: Place, sent: readonly number[]): Place {
  const places = [0, ...sent.toSorted((a, b) => a - b)].map((last): Place => `${place}/${last}`);
  useSettled(places.slice(0, -1));
  return places.at(-1)!;
}

/** What an account wrote on this computer and did not send, as it was when the page opened, and a way to drop it. */
export function useLeftWords() {
  const { user } = useSession();
  const [left, setLeft] = useState(() => leftWords(durable, user.id));
  return {
    left,
    drop(place: Place) {
      wordsPlace(durable, user.id, place).forget();
      setLeft(leftWords(durable, user.id));
    },
  };
}
