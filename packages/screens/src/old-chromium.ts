/**
 * Chromium 109, the floor of `scripts/vite.shared.ts`, lacks the copying array methods that came with 110.
 * `infra/tests/old-browsers.test.ts` says what else must not be used.
 */
export {};

function add(name: string, method: (this: unknown[], ...given: never[]) => unknown): void {
  if (name in Array.prototype) return;
  Object.defineProperty(Array.prototype, name, { value: method, writable: true, configurable: true });
}

add("toSorted", function (compare?: (a: unknown, b: unknown) => number) {
  return [...this].sort(compare);
});
add("toReversed", function () {
  return [...this].reverse();
});
add("toSpliced", function (start: number, count: number, ...added: unknown[]) {
  const copy = [...this];
  copy.splice(start, count, ...added);
  return copy;
});
add("with", function (at: number, value: unknown) {
  const copy = [...this];
  const index = at < 0 ? copy.length + at : at;
  if (index < 0 || index >= copy.length) throw new RangeError("Invalid index");
  copy[index] = value;
  return copy;
});
