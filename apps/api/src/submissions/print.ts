import { html } from "hono/html";
import type { Input, papers, submissions as contract } from "@duibiao/contract";
import { periodName } from "@duibiao/indicators";
import { rowKey } from "@duibiao/workbook";
import { openCatalogue } from "../catalogues/open.ts";
import { loadCollection } from "../collections/read.ts";
import { mustBeReviewed } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import { revisionOf } from "./accept.ts";
import { readObservations } from "./content.ts";
import { unitOf } from "./context.ts";
import { formOf, loadBundle } from "./open.ts";
import { banner, beijing, foot, formTable, legalMarks, mark, paper, shown } from "./paper.ts";

/** 盖章版: the form with 行次 and 栏次, figures, signers and the revision hash on every page, for paper and seal. */
export async function print(ctx: Ctx, { params }: Input<typeof contract.printRevision>): Promise<string> {
  const bundle = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, bundle.submission, params.revision);
  const revision = await revisionOf(ctx, params.id, params.revision);
  const cells = await readObservations(ctx.tx, params.id, params.revision, bundle.measures);
  const byKey = new Map(cells.map((cell) => [rowKey(cell), cell]));
  const { form } = formOf(bundle);
  const unit = await unitOf(ctx, bundle);
  const signer = (as: string) => revision.signers.find((s) => s.as === as)?.name ?? "";
  const content = html`<h1>${form.name.zh}</h1>
    <div class="marks">
      ${mark("填报单位", unit.name)}${mark("报告期", `${periodName(bundle.period.key)}，第 ${revision.revision} 版`)}
      ${legalMarks(bundle.collection, form)} ${mark("报送时间", beijing(revision.submittedAt))}
    </div>
    ${formTable(bundle.catalogue.compiled, form, (line) => shown(byKey.get(rowKey(line))), revision.zeroSections)}
    ${foot(signer("head"), signer("clerk"), beijing(revision.submittedAt).slice(0, 10))}
    <p class="banner">${banner}</p>`;
  const title = `${form.name.zh} ${periodName(bundle.period.key)} ${unit.name}`;
  return paper(title, bundle.collection.synthetic, content, { name: "版次校验码", hash: revision.hash });
}

/** 空白表: the form of a collection without figures, to be filled in by hand. */
export async function printBlank(ctx: Ctx, { params }: Input<typeof papers.printBlank>): Promise<string> {
  const { collection, period } = await loadCollection(ctx.tx, params.id);
  const { compiled, hash } = await openCatalogue(ctx.tx, collection.catalogueId);
  const { form } = compiled.compiledForms.get(collection.formKey)!;
  const content = html`<h1>${form.name.zh}</h1>
    <div class="marks">
      <p>填报单位：</p>
      ${mark("报告期", periodName(period.key))} ${legalMarks(collection, form)}
    </div>
    ${formTable(compiled, form, () => "", [])} ${foot("", "", "")}
    <p class="banner">${banner}</p>`;
  return paper(`${form.name.zh} ${periodName(period.key)}`, collection.synthetic, content, {
    name: "空白表，目录版本校验码",
    hash,
  });
}
