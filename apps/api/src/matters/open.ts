import { eq } from "drizzle-orm";
import { tables } from "@duibiao/db";
import type { matters as contract, Output } from "@duibiao/contract";
import { beijingDay, servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { regionOn, type Tree } from "../tree.ts";

export type Matter = typeof tables.matters.$inferSelect;
type Full = Output<typeof contract.readMatter>;
export type CorrectionSubject = NonNullable<Full["correction"]>;
export type ObjectionSubject = NonNullable<Full["objection"]>;

const kindWords: Record<Matter["kind"], string> = { correction: "更正", objection: "异议" };

/** 更正〔2026〕3号. */
export const numberOf = ({ kind, year, seq }: Pick<Matter, "kind" | "year" | "seq">): string =>
  `${kindWords[kind]}〔${year}〕${seq}号`;

/** A matter that the actor may see; `lock` takes its row until the transaction ends, for a deed on it. */
export async function openMatter(ctx: Ctx, id: number, kind?: Matter["kind"], lock = false): Promise<Matter> {
  const m = tables.matters;
  const query = ctx.tx.select().from(m).where(eq(m.id, id));
  const [row] = await (lock ? query.for("update") : query);
  if (row === undefined || (kind !== undefined && row.kind !== kind)) throw problems.notFound(`matter ${id}`);
  return row;
}

/** The columns by which a row of a matter is seen. */
export const placeOf = ({ ownerRegionId, unitId, regionId, cityId }: Omit<Matter, "id">) => ({
  ownerRegionId,
  unitId,
  regionId,
  cityId,
});

export const regionName = (tree: Tree, id: number, day: string): string =>
  (regionOn(tree, id, day) ?? tree.versions.get(id)!.at(-1)!).name;

/** Whether the actor speaks for whoever asked: a head of the unit, or the bureau that raised it. */
export function asksFor({ actor }: Ctx, { unitId, regionId }: Matter): boolean {
  return unitId === null
    ? servesBureau(actor, "objection.raise", regionId)
    : actor.posts.some((post) => post.role === "head" && post.unitId === unitId);
}

/** A matter goes on in its year's series, whatever its days: the year in Beijing. */
export const yearOf = (now: Date): number => Number(beijingDay(now).slice(0, 4));
