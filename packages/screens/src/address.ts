import { useNavigate, useSearch } from "@tanstack/react-router";

/**
 * The part of the address behind `?`, and how to change it: what a person chose stays there, so that back, reload and
 * a sent link keep it. A choice that equals nothing (undefined, "") leaves the address.
 */
export function useAddress<Search extends object>() {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = (patch: { [key in keyof Search]?: Search[key] | undefined }, how: { replace?: boolean } = {}) =>
    void navigate({
      to: ".",
      search: ((before: Search) => without({ ...before, ...patch })) as never,
      resetScroll: false,
      ...how,
    });
  return [search, change] as const;
}

const without = (search: object) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ""));

/** What an address may say, whatever was typed into it: anything else is left out, the page then shows its own choice. */
export const wanted = {
  id: (value: unknown): number | undefined =>
    Number.isSafeInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined,
  text: (value: unknown): string | undefined =>
    typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined,
  oneOf: <Value extends string>(value: unknown, values: readonly Value[]): Value | undefined =>
    values.find((candidate) => candidate === value),
  day: (value: unknown): string | undefined =>
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
      ? value
      : undefined,
  flag: (value: unknown): true | undefined => (value === true || value === "true" || value === 1 ? true : undefined),
};
