type Entry = Record<string, unknown>;

const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A draft's content with other weights for the children of one node of one scheme; null where the content has no such
 * scheme, node or child: the scheme then stands in the read-only base, or the draft has changed it.
 */
export function withWeights(
  content: Entry,
  scheme: string,
  node: string,
  weights: ReadonlyMap<string, number>,
): Entry | null {
  const schemes = content["schemes"];
  if (!Array.isArray(schemes)) return null;
  let found = false;
  const weigh = (own: Entry): Entry => {
    const children = own["children"];
    if (!Array.isArray(children)) return own;
    const here = own["key"] === node;
    const keys = children.map((child) => (isEntry(child) ? child["key"] : undefined));
    if (here && keys.length === weights.size && keys.every((key) => weights.has(key as string))) found = true;
    return {
      ...own,
      children: children.map((child: unknown) => {
        if (!isEntry(child)) return child;
        const weight = here ? weights.get(child["key"] as string) : undefined;
        return weigh(weight === undefined ? child : { ...child, weight });
      }),
    };
  };
  const changed = schemes.map((own: unknown) =>
    isEntry(own) && own["key"] === scheme && isEntry(own["root"]) ? { ...own, root: weigh(own["root"]) } : own,
  );
  return found ? { ...content, schemes: changed } : null;
}
