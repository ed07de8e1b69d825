import type { Text } from "./catalogue.ts";
import { fail, type Span } from "./formula-error.ts";

type Known = { key: string; name?: Text };

/** Refuses a key that does not exist. `zh` and `en` say what has none of it; the key most likely meant is named. */
export function failUnknown(at: Span, zh: string, en: string, key: string, known: Iterable<Known>): never {
  const near = nearestKey(key, known);
  if (near !== null) fail(at, `${zh} ${key}。您是不是想写 ${near}？`, `${en} ${key}. Did you mean ${near}?`);
  if (isName(key)) fail(at, `${zh} ${key}；公式里写键，不写名称。`, `${en} ${key}; formulas use keys, not names.`);
  fail(at, `${zh} ${key}，请核对拼写。`, `${en} ${key}; check the spelling.`);
}

/** What a person meant: something of that name, or with a key in other case or a few letters off; null where nothing is near. */
export function nearestKey(wanted: string, known: Iterable<Known>): string | null {
  const entries = [...known];
  if (isName(wanted)) {
    const named = entries.filter(({ name }) => name?.zh.includes(wanted));
    return named.toSorted((a, b) => a.name!.zh.length - b.name!.zh.length)[0]?.key ?? null;
  }
  // One letter may be wrong in four.
  const most = Math.max(1, Math.floor(wanted.length / 4));
  const [nearest] = entries
    .filter(({ key }) => Math.abs(key.length - wanted.length) <= most)
    .map(({ key }) => ({ key, off: distance(wanted.toLowerCase(), key.toLowerCase()) }))
    .filter(({ off }) => off <= most)
    .toSorted((a, b) => a.off - b.off);
  return nearest?.key ?? null;
}

const isName = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Letters to put in, take out, replace, or swap with their neighbour to make `a` into `b` (Damerau and Levenshtein). */
function distance(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : replaced;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced, swapped));
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
