/**
 * JSON with one spelling per value, for content hashes: no spaces, object keys sorted by UTF-16 code unit, numbers and
 * strings as ECMAScript writes them (RFC 8785, JSON Canonicalization Scheme). Properties that are undefined are left
 * out. Hash the UTF-8 bytes of the result.
 * Throws a TypeError, naming the path, at what JSON cannot carry: bigint, NaN, Infinity, functions, symbols,
 * undefined in a list, objects that are not plain.
 */
export function canonicalJson(value: unknown): string {
  return write(value, null);
}

/** Where a value stands: written out only when it is refused. */
type Path = { up: Path; at: string | number } | null;

function write(value: unknown, path: Path): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) refuse(String(value), path);
    return JSON.stringify(value);
  }
  if (isInOrder(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, (item, at) => write(item, { up: path, at })).join(",")}]`;
  if (typeof value !== "object") refuse(typeof value, path);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse("object of a class", path);
  const object = value as Record<string, unknown>;
  const fields: string[] = [];
  // The default order of sort is that of UTF-16 code units.
  for (const key of Object.keys(object).sort())
    if (object[key] !== undefined) fields.push(`${JSON.stringify(key)}:${write(object[key], { up: path, at: key })}`);
  return `{${fields.join(",")}}`;
}

/** Whether JSON.stringify itself writes the canonical text: nothing to sort, to leave out or to refuse. */
function isInOrder(value: unknown): boolean {
  if (typeof value !== "object" || value === null)
    return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) if (!isInOrder(value[at])) return false;
    return !("toJSON" in value);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || "toJSON" in value) return false;
  let last: string | null = null;
  for (const key of Object.keys(value)) {
    if ((last !== null && key < last) || !isInOrder((value as Record<string, unknown>)[key])) return false;
    last = key;
  }
  return true;
}

function refuse(what: string, path: Path): never {
  const place = placeOf(path);
  throw new TypeError(
    `${place}：JSON 不能表示 ${what}，请先转换为文本。 / ${place}: JSON cannot carry ${what}; write it as text first.`,
  );
}

function placeOf(path: Path): string {
  if (path === null) return "$";
  return `${placeOf(path.up)}${typeof path.at === "number" ? `[${path.at}]` : `.${path.at}`}`;
}
