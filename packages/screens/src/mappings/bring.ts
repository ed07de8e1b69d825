import { api, ApiProblem, call, newKey, type Answer } from "@duibiao/client";

export type Verdict = Answer<typeof api.mappings.importExport>;
/** A file that was chosen, with the key of its run for real: a retry is the same record. */
export type Wanted = {
  mapping: number;
  collection: number;
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
  key: string;
};

/** What a run for real writes: every cell or none, or only those that can be. */
export const takes = ["all", "faultless"] as const;
export type Take = (typeof takes)[number];

/** Brings a file in, in one run; `unit`: only what it has for this one. */
export const bring = (
  { mapping, collection, bytes, name, key }: Wanted,
  run: { dryRun: true; unit?: number } | { dryRun: false; take: Take },
): Promise<Verdict> =>
  call(api.mappings.importExport, {
    params: { id: mapping },
    query: {
      collection,
      dryRun: run.dryRun ? "true" : "false",
      partial: !run.dryRun && run.take === "faultless" ? "true" : "false",
      file: name.slice(0, 120),
      ...(run.dryRun && run.unit !== undefined ? { unit: run.unit } : {}),
    },
    body: bytes,
    key: run.dryRun ? newKey() : `${key}-${run.take}`,
  });

/** What a run that wrote nothing says instead of its trial: somebody was there in between. */
export function refusedBy(error: unknown, trial: Verdict): Verdict | null {
  if (!(error instanceof ApiProblem) || error.body.code !== "push_refused") return null;
  const { counts, cells, units } = error.body as unknown as Pick<Verdict, "counts" | "cells" | "units">;
  return { ...trial, counts, cells, units };
}

export const told = ({ cells, untold }: Verdict) => cells.length + untold;
