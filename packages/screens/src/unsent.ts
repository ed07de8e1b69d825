import { durable } from "./durable.ts";
import { waitingPapers } from "./papers/waiting.ts";
import { leftWords } from "./words/place.ts";

/** How many of an account's cells wait on this computer for the server; the app that keeps them says so. */
let count: (userId: number) => number = () => 0;

export const countUnsentBy = (by: (userId: number) => number) => void (count = by);

export const unsentOf = (userId: number): number =>
  count(userId) + waitingPapers(userId).length + leftWords(durable, userId).length;
