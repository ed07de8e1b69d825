import { api, call, newKey, type Answer } from "@duibiao/client";

export type Verdict = Answer<typeof api.mappings.importExport>;
/** A file that was chosen, with the key of its run for real: a retry is the same record. */
export type Wanted = {
  mapping: number;
  collection: number;
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
  key: string;
};

/**
 * Brings a file in part by part, as many units at a time as the server takes. `before`: parts that stand already, after a
 * run that broke off. `onPart` hears of every part as it is in.
 */
export async function bring(
  { mapping, collection, bytes, name, key }: Wanted,
  dryRun: boolean,
  before: readonly Verdict[],
  onPart: (verdicts: readonly Verdict[]) => void,
): Promise<readonly Verdict[]> {
  let verdicts = before;
  do {
    const part = verdicts.length + 1;
    const answer = await call(api.mappings.importExport, {
      params: { id: mapping },
      query: {
        collection,
        dryRun: dryRun ? "true" : "false",
        // Conflicts are kept for the clerk to decide; refused cells stay out and are listed.
        partial: "true",
        file: name.slice(0, 120),
        part,
      },
      body: bytes,
      key: dryRun ? newKey() : `${key}-${part}`,
    });
    verdicts = [...verdicts, answer];
    onPart(verdicts);
  } while (verdicts.length < verdicts[0]!.parts);
  return verdicts;
}

/** What all parts together say. */
export function together(verdicts: readonly Verdict[]) {
  const [first] = verdicts as [Verdict, ...Verdict[]];
  const sum = (kind: keyof Verdict["counts"]) => verdicts.reduce((total, { counts }) => total + counts[kind], 0);
  return {
    counts: {
      written: sum("written"),
      unchanged: sum("unchanged"),
      conflict: sum("conflict"),
      refused: sum("refused"),
    },
    cells: verdicts.flatMap(({ cells }) => cells),
    units: verdicts.flatMap(({ units }) => units),
    unknown: first.unknown,
    outside: first.outside,
    owing: first.owing,
  };
}

export type Together = ReturnType<typeof together>;
