import { wanted } from "@duibiao/screens/address";
import type { Show } from "./board-rows.ts";

export type BoardSearch = {
  /** Key of a period; absent: what is open now. */
  period?: string | number | undefined;
  show?: Show | undefined;
  city?: number | undefined;
  text?: string | undefined;
  sort?: string | undefined;
};

/** A year is a number in an address: as text it would grow quotation marks. */
export const periodIn = (value: unknown): string | number | undefined => {
  const text = wanted.text(value);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
};

export const boardSearch = (given: Record<string, unknown>): BoardSearch => ({
  period: periodIn(given["period"]),
  show: wanted.oneOf(given["show"], ["mine", "problems", "late"]),
  city: wanted.id(given["city"]),
  text: wanted.text(given["text"]),
  sort: wanted.text(given["sort"]),
});
