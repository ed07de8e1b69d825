import { TransactionRollbackError } from "drizzle-orm";
import type { Text } from "@duibiao/indicators";
import { Problem } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { ofWhole } from "./reasons.ts";
import type { Outcome } from "./take.ts";

/** What is told of a file that never came as far as the institution's figures. */
export const refusal = (problem: Text): Outcome => ({
  verdict: "refused",
  problem,
  contentHash: null,
  present: null,
  filled: 0,
  cells: [],
  rows: [],
  findings: [],
  reasons: [ofWhole(problem)],
  submissionId: null,
  revision: null,
});

/** Does the work in a savepoint that stays only if the file was filed: a dry run, a doubt and a refusal leave nothing. */
export async function attempt(ctx: Ctx, dryRun: boolean, work: (ctx: Ctx) => Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome | undefined;
  try {
    await ctx.tx.transaction(async (tx) => {
      outcome = await work({ ...ctx, tx });
      if (dryRun || outcome.verdict !== "filed") tx.rollback();
    });
  } catch (error) {
    // What the ledger refuses of this file is a verdict; what keeps the person or the platform is not.
    if (error instanceof Problem && [409, 412, 422].includes(error.status))
      return refusal({ zh: error.zh, en: error.en });
    if (!(error instanceof TransactionRollbackError)) throw error;
  }
  const left = outcome!;
  // What was rolled back has no number.
  return left.verdict === "filed" && dryRun ? { ...left, submissionId: null, revision: null } : left;
}
