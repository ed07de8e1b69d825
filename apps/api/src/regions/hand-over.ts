import { sql } from "drizzle-orm";
import type { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";
import { regionOn, subtreeOn, type Tree } from "../tree.ts";

type HandOver = (typeof tables.regionChanges.$inferSelect)["handOver"];
type Seat = HandOver[number]["from"];
type Duty = { collection: number; unit: number; region: number; city: number; ended: boolean };

/** Duties of open collections, whose period lasts until the day or longer, in these regions and all below them. */
export async function dutiesBelow(ctx: Ctx, tree: Tree, ids: readonly number[], day: string): Promise<Duty[]> {
  const below = [...new Set(ids.flatMap((id) => [id, ...subtreeOn(tree, id, day)]))];
  return duties(ctx, day, sql`a.region_id = any(${list(below)})`);
}

/** What of these duties stands elsewhere now. */
export async function handedOver(ctx: Ctx, before: readonly Duty[], day: string): Promise<HandOver> {
  const units = [...new Set(before.map(({ unit }) => unit))];
  const after = new Map(
    (await duties(ctx, day, sql`a.unit_id = any(${list(units)})`)).map((duty) => [keyOf(duty), duty]),
  );
  return before.flatMap((was) => {
    const now = after.get(keyOf(was));
    const ends = now === undefined || (now.ended && !was.ended);
    if (!ends && now.region === was.region && now.city === was.city) return [];
    const { collection, unit, region, city } = was;
    return [{ collection, unit, from: { region, city }, to: ends ? null : { region: now.region, city: now.city } }];
  });
}

const keyOf = ({ collection, unit }: Duty) => `${collection}/${unit}`;
const list = (ids: readonly number[]) => sql`${`{${ids.join(",")}}`}::int[]`;

async function duties(ctx: Ctx, day: string, which: ReturnType<typeof sql>): Promise<Duty[]> {
  const { rows } = await ctx.tx.execute<Duty>(sql`
    select a.collection_id as collection, a.unit_id as unit, a.region_id as region, a.city_id as city, a.exempt_reason is not null as ended
    from assignments a join collections c on c.id = a.collection_id join periods p on p.id = c.period_id
    where c.locked_at is null and p.end_date >= ${day}::date and ${which}
    order by p.end_date, c.id, a.unit_id`);
  return rows;
}

type Now = {
  collection: number;
  collectionName: string;
  formKey: string;
  period: string;
  unit: number;
  code: string;
  name: string;
  state: string | null;
  openQuestions: number;
};

/** The list in words, with what is still to be done; what lies outside the reader's regions is left out. */
export async function handOverShown(ctx: Ctx, tree: Tree, items: HandOver, day: string) {
  const mine = new Set(ctx.actor.scope.regions);
  const within = (seat: Seat | null) => seat !== null && (mine.has(seat.region) || mine.has(seat.city));
  const seen = items.filter(({ from, to }) => within(from) || within(to));
  if (seen.length === 0) return [];
  const { rows } = await ctx.tx.execute<Now>(sql`
    select c.id as collection, c.name as "collectionName", c.form_key as "formKey", p.key as period, v.unit_id as unit, v.code, v.name, s.state,
           (select count(*)::int from questions q where q.submission_id = s.id and q.answered_at is null) as "openQuestions"
    from unnest(${list(seen.map(({ collection }) => collection))}, ${list(seen.map(({ unit }) => unit))}) i (collection_id, unit_id)
    join collections c on c.id = i.collection_id join periods p on p.id = c.period_id
    join lateral (select * from unit_versions u where u.unit_id = i.unit_id and u.valid_from <= ${day}::date order by u.valid_from desc limit 1) v on true
    left join submissions s on s.collection_id = i.collection_id and s.unit_id = i.unit_id`);
  const now = new Map(rows.map((row) => [`${row.collection}/${row.unit}`, row]));
  const nameOf = (id: number) => (regionOn(tree, id, day) ?? tree.versions.get(id)!.at(-1)!).name;
  return seen.flatMap(({ collection, unit, from, to }) => {
    const row = now.get(`${collection}/${unit}`);
    if (row === undefined) return [];
    const seat = ({ region, city }: Seat) => ({ id: region, name: nameOf(region), city: nameOf(city) });
    const open = within(to);
    return [
      {
        collection: { id: collection, name: row.collectionName, formKey: row.formKey, period: row.period },
        unit: { id: unit, code: row.code, name: row.name },
        from: seat(from),
        to: to === null ? null : seat(to),
        state: open ? (row.state ?? "not_started") : null,
        openQuestions: open ? row.openQuestions : null,
      },
    ];
  });
}
