export { placesOfWords, wordsPlace } from "./place.ts";
export { useSettled, useWords, type WaitingWords } from "./use-words.ts";
