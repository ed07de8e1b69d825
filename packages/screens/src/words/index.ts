export { LeftWordsList } from "./left-words.tsx";
export type { Place } from "./kinds.ts";
export { wordsPlace } from "./place.ts";
export { thisPage, useLeftWords, useNextPlace, useSettled, useWords, type WaitingWords } from "./use-words.ts";
