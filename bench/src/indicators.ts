import { readCatalogue } from "@duibiao/cli/catalogue";
import { benchCheck } from "./indicator-check.ts";
import { benchColumns } from "./indicator-columns.ts";

/** The indicators package alone: no database, no server. */
export async function benchIndicators(runs: number): Promise<void> {
  const base = readCatalogue("base");
  await benchColumns(base, 5 * runs);
  await benchCheck(base, 5 * runs);
}
