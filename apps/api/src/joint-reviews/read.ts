import { desc, eq, sql } from "drizzle-orm";
import type { Input, jointReviews as contract } from "@duibiao/contract";
import { lineName } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { openCatalogue } from "../catalogues/open.ts";
import { unreviewedRegions } from "../openings/reviewed.ts";
import { grants } from "../policy.ts";
import type { Ctx } from "../serve.ts";
import { ownerToday, regionOn } from "../tree.ts";
import { minutesHash, openMinutes, type Minutes } from "./open.ts";

export async function list(ctx: Ctx, _input: Input<typeof contract.listJointReviews>) {
  const j = tables.jointReviews;
  const rows = await ctx.tx
    .select({
      row: j,
      open: sql<number>`(select count(*)::int from joint_review_questions x join questions q on q.id = x.question_id
        where x.joint_review_id = joint_reviews.id and q.answer is null)`,
    })
    .from(j)
    .orderBy(desc(j.id));
  const { actor } = ctx;
  const own = new Set(
    actor.posts.flatMap((post) =>
      post.regionId !== null && grants(post, "joint-review.change")
        ? ownerToday(actor.tree, post.regionId, actor.today)
        : [],
    ),
  );
  return {
    items: rows.map(({ row, open }) => ({
      ...headOf(ctx, row),
      attendees: row.attendees.length,
      items: row.items.length,
      questions: row.items.filter(({ decision }) => decision === "question").length,
      open,
    })),
    bureaus: [...own].map((region) => ({ region, name: regionOn(actor.tree, region, actor.today)?.name ?? "" })),
  };
}

export async function read(ctx: Ctx, { params }: Input<typeof contract.readJointReview>) {
  return shown(ctx, await openMinutes(ctx, params.id));
}

function headOf({ actor }: Ctx, row: Minutes) {
  const { tree, today } = actor;
  const owner = regionOn(tree, row.ownerRegionId, today) ?? tree.versions.get(row.ownerRegionId)!.at(-1)!;
  const { id, title, heldOn, place, version, savedName, savedAt, signedName, signedAt } = row;
  return {
    id,
    owner: row.ownerRegionId,
    ownerName: owner.name,
    title,
    heldOn,
    place,
    version,
    savedBy: savedName,
    savedAt,
    signedBy: signedName,
    signedAt,
  };
}

/** The minutes, each item with what lay on the table and what came of its question. */
export async function shown(ctx: Ctx, row: Minutes) {
  const items = await itemsOf(ctx, row);
  const own = (action: "joint-review.change" | "joint-review.sign") =>
    row.signedAt === null && servesBureau(ctx.actor, action, row.ownerRegionId);
  return {
    ...headOf(ctx, row),
    attendees: row.attendees,
    items: items.map(({ synthetic: _s, ...item }) => item),
    hidden: row.items.length - items.length,
    createdBy: row.createdName,
    createdAt: row.createdAt,
    hash: row.signedAt === null ? minutesHash(row) : row.hash,
    synthetic: items.some(({ synthetic }) => synthetic),
    writes: own("joint-review.change"),
    signs: own("joint-review.sign"),
  };
}

type Task = {
  submission: number;
  regionId: number;
  unit: string;
  collectionId: number;
  catalogueId: number;
  formKey: string;
  synthetic: boolean;
  end: string;
  latest: number;
};

async function itemsOf(ctx: Ctx, row: Minutes) {
  const { jointReviewQuestions: x, questions: q } = tables;
  const asked = JSON.stringify(row.items.map((item, at) => ({ at, ...item })));
  const [tasks, values, raised] = await Promise.all([
    ctx.tx.execute<Task>(sql`
      select s.id::int as submission, s.region_id as "regionId", uv.name as unit, c.id as "collectionId", c.catalogue_id as "catalogueId",
             c.form_key as "formKey", c.synthetic, p.end_date::text as end, s.last_rev as latest
      from submissions s join collections c on c.id = s.collection_id join periods p on p.id = c.period_id
      cross join lateral (select name from unit_versions v where v.unit_id = s.unit_id
        order by v.valid_from <= p.end_date desc, abs(p.end_date - v.valid_from) limit 1) uv
      where s.id in (select (i ->> 'submission')::bigint from jsonb_array_elements(${asked}::jsonb) i)`),
    ctx.tx.execute<{ at: number; value: string }>(sql`
      select i.at, trim_scale(o.value)::text as value
      from jsonb_to_recordset(${asked}::jsonb) as i (at int, submission bigint, revision int, measure text, member text)
      join measures m on m.key = i.measure
      join observations o on o.submission_id = i.submission and o.revision = i.revision and o.measure_id = m.id and o.member = i.member
      where o.state = 'number'`),
    ctx.tx
      .select({
        at: x.item,
        id: q.id,
        answer: q.answer,
        answeredBy: sql<string | null>`n.name`,
        answeredAt: q.answeredAt,
      })
      .from(x)
      .innerJoin(q, eq(q.id, x.questionId))
      .leftJoin(sql`names_on_submissions(array[${q.submissionId}]) n`, sql`n.user_id = ${q.answeredBy}`)
      .where(eq(x.jointReviewId, row.id)),
  ]);
  const collections = [...new Set(tasks.rows.map(({ collectionId }) => collectionId))];
  const ends = tasks.rows.map(({ end }) => end).toSorted();
  const unseen = await unreviewedRegions(ctx, "county", collections, ends.at(-1) ?? ctx.actor.today);
  const found = [];
  for (const [at, item] of row.items.entries()) {
    const task = tasks.rows.find(({ submission }) => submission === item.submission);
    // What hangs elsewhere since is no longer the asker's to see.
    if (task === undefined || unseen(task.regionId, [task.collectionId])) continue;
    const { compiled } = await openCatalogue(ctx.tx, task.catalogueId, task.end);
    const measure = item.measure === null ? undefined : compiled.measures.get(item.measure);
    const question = raised.find((one) => one.at === at);
    const name = compiled.compiledForms.get(task.formKey)?.form.name ?? { zh: task.formKey, en: task.formKey };
    found.push({
      ...item,
      no: at + 1,
      unit: task.unit,
      form: name,
      name: item.measure === null ? null : lineName(compiled, { measure: item.measure, member: item.member! }),
      uom: measure?.uom ?? "",
      value: values.rows.find((one) => one.at === at)?.value ?? null,
      question:
        question === undefined
          ? null
          : {
              id: question.id,
              answer: question.answer,
              answeredBy: question.answeredBy,
              answeredAt: question.answeredAt,
            },
      moved: task.latest > item.revision,
      synthetic: task.synthetic,
    });
  }
  return found;
}
