/**
 * JSON with one spelling per value, for content hashes: no spaces, object keys sorted by UTF-16 code unit, numbers and
 * strings as ECMAScript writes them (RFC 8785, JSON Canonicalization Scheme). Properties that are undefined are left
 * out. Hash the UTF-8 bytes of the result.
 * Throws a TypeError, naming the path, at what JSON cannot carry: bigint, NaN, Infinity, functions, symbols,
 * undefined in a list, objects that are not plain.
 */
export function canonicalJson(value: unknown): string {
  return write(value, "$");
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) refuse(String(value), path);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${Array.from(value, (item, at) => write(item, `${path}[${at}]`)).join(",")}]`;
  if (typeof value !== "object") refuse(typeof value, path);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse("object of a class", path);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${write(field, `${path}.${key}`)}`);
  return `{${fields.join(",")}}`;
}

function refuse(what: string, path: string): never {
  throw new TypeError(
    `${path}:JSON 不能表示 ${what},请先转换为文本。 / ${path}: JSON cannot carry ${what}; write it as text first.`,
  );
}
