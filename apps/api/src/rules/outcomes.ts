/** A revision in which a rule did not hold, or could not be decided, with the cells of its findings there. */
export type Struck = { revision: number; verdict: "false" | "undecided"; cells: readonly string[] };

/** What became of a unit's report to one collection. */
export type Fate = {
  lastRev: number;
  /** The revision that the highest tier so far accepted. */
  accepted: number | null;
  /** Returns by reviewers, each of a revision, with the cells that they named. */
  returns: readonly { revision: number; cells: readonly string[] }[];
  /** The figure of a cell in a revision, as text; undefined = none. */
  figure: (revision: number, cell: string) => string | undefined;
};

export type Outcome = "upheld" | "waved" | "open" | "undecided" | "holds";

/**
 * What one rule led to with one unit.
 * upheld 采纳: a reviewer returned a struck revision naming one of the finding's cells, or a later revision has another
 * figure in one of them. waved 放过: not upheld, and the revision that was accepted is struck. open 未结: struck, and
 * neither. undecided: never struck, and the last revision could not be decided.
 */
export function outcomeOf(struck: readonly Struck[], fate: Fate): Outcome {
  const hits = struck.filter(({ verdict }) => verdict === "false");
  if (hits.length === 0) return struck.some(({ revision }) => revision === fate.lastRev) ? "undecided" : "holds";
  const isUpheld = hits.some(
    ({ revision, cells }) => isReturned(revision, cells, fate) || isChanged(revision, cells, fate),
  );
  if (isUpheld) return "upheld";
  return hits.some(({ revision }) => revision === fate.accepted) ? "waved" : "open";
}

const isReturned = (revision: number, cells: readonly string[], { returns }: Fate): boolean =>
  returns.some((back) => back.revision === revision && back.cells.some((cell) => cells.includes(cell)));

function isChanged(revision: number, cells: readonly string[], { lastRev, figure }: Fate): boolean {
  const later = Array.from({ length: lastRev - revision }, (_, at) => revision + 1 + at);
  return later.some((next) => cells.some((cell) => figure(next, cell) !== figure(revision, cell)));
}
