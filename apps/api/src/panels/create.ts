import type { Input, panels as contract } from "@duibiao/contract";
import { placeNodes } from "@duibiao/scoring";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { openCatalogue } from "../catalogues/open.ts";
import { schemeOf } from "../catalogues/read.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { headOf } from "./open.ts";

/** The most items that Saaty's table of random indices goes to. */
const MOST = 15;

/** 发起专家打分: which nodes of which scheme, and which of the bureau's roles may judge them. */
export async function create(ctx: Ctx, { body }: Input<typeof contract.createPanel>) {
  const { owner, catalogue, scheme, roles, title } = body;
  ctx.must("panel.change", { regionId: owner, unitId: null });
  if (!servesBureau(ctx.actor, "panel.change", owner)) throw problems.forbidden("panel.change");
  const { document } = await openCatalogue(ctx.tx, catalogue);
  const asked = new Set(body.nodes);
  const fit = placeNodes(schemeOf(document, scheme).root).filter(
    ({ node, children }) => asked.has(node.key) && children.length >= 2 && children.length <= MOST,
  );
  if (fit.length !== asked.size) {
    const known = new Set(fit.map(({ node }) => node.key));
    const unfit = [...asked].filter((key) => !known.has(key));
    throw problems.badRequest([
      {
        path: "body.nodes",
        zh: `节点 ${unfit.join("、")} 不在方案中，或下级不是 2 至 ${MOST} 项`,
        en: `nodes ${unfit.join(", ")} are not in the scheme, or do not have 2 to ${MOST} children`,
      },
    ]);
  }
  const nodes = fit.map(({ node }) => node.key);
  const [row] = await ctx.tx
    .insert(tables.panels)
    .values({
      ownerRegionId: owner,
      catalogueId: catalogue,
      schemeKey: scheme,
      nodes: JSON.stringify(nodes),
      roles: JSON.stringify([...new Set(roles)]),
      title,
      createdBy: ctx.actor.userId,
      createdName: ctx.actor.name,
      createdAt: ctx.now,
    })
    .returning();
  await ctx.audit({ object: `panel/${row!.id}`, regionId: owner, detail: { catalogue, scheme, nodes, roles } });
  return headOf(row!);
}
