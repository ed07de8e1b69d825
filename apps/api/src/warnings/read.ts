import { eq } from "drizzle-orm";
import { warningFormulas, warningsOf } from "@duibiao/indicators";
import type { Input, warnings as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { evaluateRegions } from "../evaluations/operands.ts";
import { UNREVIEWED, unreviewedRegions } from "../openings/reviewed.ts";
import { problems } from "../problem.ts";
import { concernedBy, stampsFor } from "../rankings/rank.ts";
import type { Ctx } from "../serve.ts";

/** 预警 of a region: what a city has neither accepted nor opened is not told from above. */
export async function read(ctx: Ctx, { params, query }: Input<typeof contract.readWarnings>) {
  if (!ctx.actor.scope.regions.includes(params.id)) throw problems.notFound(`region ${params.id}`);
  const [period] = await ctx.tx.select().from(tables.periods).where(eq(tables.periods.id, query.period));
  if (period === undefined) throw problems.notFound(`period ${query.period}`);
  const { id, key, kind, startDate: start, endDate: end } = period;
  const catalogue = await openCatalogue(ctx.tx, query.catalogue, end);
  const values = await evaluateRegions(
    ctx.tx,
    ctx.actor.tree,
    {
      catalogue,
      period: { kind, start, end },
      lens: query.lens,
      regions: [params.id],
      concerns: concernedBy(ctx),
    },
    warningFormulas(catalogue.compiled),
  );
  const collections = values.sources.map((source) => source.collectionId);
  const unreviewed = await unreviewedRegions(ctx, query.lens, collections, end);
  const standing = warningsOf(catalogue.compiled, (formula) => values.values.get(formula)![0]!);
  const hidden = unreviewed(params.id);
  return {
    period: { id, key, kind, start, end },
    lens: query.lens,
    stamps: stampsFor(values.sources, query.lens),
    items: standing.map((warning) =>
      hidden && warning.state !== "waiting"
        ? { ...warning, state: "undecided" as const, level: null, reasons: [UNREVIEWED] }
        : warning,
    ),
  };
}
