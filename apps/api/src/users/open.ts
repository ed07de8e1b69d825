import { sql } from "drizzle-orm";
import type { Input, users as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problemAt, type RowProblem } from "@duibiao/workbook";
import { addProposal } from "../post-proposals/create.ts";
import { refuseRows, runOrRehearse } from "../regions/import-run.ts";
import type { Ctx } from "../serve.ts";
import { hashPassword, oneTimeCode, printedHours } from "../session/hashing.ts";
import { asDoorkeeper } from "../session/own.ts";
import { regionOn } from "../tree.ts";
import { readOpenRows, type OpenRow } from "./open-rows.ts";

/** A row with its places: `user` where the account is there already. */
type Planned = OpenRow & {
  place: string;
  regionId: number;
  unitId: number | null;
  user: number | null;
  verdict: "new" | "code" | "used";
};

/**
 * 批量开户. A dry run says of every row what would become of it, also of those that are wrong; the real run opens all of
 * them or none. A table that is sent again gives new codes to whoever has not used one yet: a lost answer loses nothing.
 */
export async function openUsers(ctx: Ctx, { query, body }: Input<typeof contract.openUsers>) {
  const read = await readOpenRows(body);
  const { planned, problems } = await plan(ctx, read.rows);
  const found = [...read.problems, ...problems].toSorted((a, b) => a.row - b.row);
  if (!query.dryRun) refuseRows(found);
  const until = new Date(ctx.now.getTime() + printedHours * 3_600_000);
  const codes = new Map<number, string>();
  if (!query.dryRun || found.length === 0)
    await runOrRehearse(ctx, query.dryRun, async (inner) => {
      const fresh = planned.filter(({ verdict }) => verdict !== "used");
      for (let i = 0; i < fresh.length; i += atOnce)
        await openSome(inner, fresh.slice(i, i + atOnce), { until, rehearsal: query.dryRun, codes });
    });
  // Also when no row got so far as to be asked about.
  const { regionId } = ctx.actor.posts.find(({ role }) => role === "system_admin")!;
  ctx.must("user.create", { regionId, unitId: null });
  const count = (verdict: Planned["verdict"]) => planned.filter((row) => row.verdict === verdict).length;
  await ctx.audit({
    object: "users/open",
    detail: {
      dryRun: query.dryRun,
      rows: read.rows.length,
      new: count("new"),
      code: count("code"),
      wrong: found.length,
    },
  });
  return {
    dryRun: query.dryRun,
    rows: planned.map(({ row, username, name, place, role, verdict }) => ({
      row,
      username,
      name,
      place,
      role,
      verdict,
      password: query.dryRun || verdict === "used" ? null : codes.get(row)!,
    })),
    problems: found,
    until: query.dryRun ? null : until,
  };
}

type Found = { code: string; id: number; name: string; regionId: number };

async function plan(ctx: Ctx, rows: readonly OpenRow[]): Promise<{ planned: Planned[]; problems: RowProblem[] }> {
  const { tree, today, scope } = ctx.actor;
  const regions = new Map<string, number>();
  for (const id of tree.versions.keys()) {
    const version = regionOn(tree, id, today);
    if (version !== undefined) regions.set(version.code, id);
  }
  const units = await ctx.tx.execute<Found>(sql`
    select code, unit_id as id, name, region_id as "regionId" from unit_versions
    where code = any(${sql.param(rows.map(({ unitCode }) => unitCode))}::text[])
      and valid_from <= ${today}::date and (valid_to is null or valid_to > ${today}::date)`);
  const known = await asDoorkeeper(ctx.tx, ctx.actor, () =>
    ctx.tx.execute<{ username: string; id: number; regionId: number; waiting: boolean }>(sql`
      select u.username, u.id, u.region_id as "regionId",
        u.disabled_at is null and c.must_change and c.one_time_source is null and not exists (
          select 1 from posts p where p.user_id = u.id and p.ended_at is null and (p.role like '%\_admin'
            or not (${scope.purposes.includes("platform")}::boolean or p.region_id = any(${sql.param(scope.regions)}::int[])))
        ) as waiting
      from users u left join credentials c on c.user_id = u.id
      where u.username = any(${sql.param(rows.map(({ username }) => username))}::text[])`),
  );
  const problems: RowProblem[] = [];
  const planned = rows.flatMap((row): Planned[] => {
    const wrong = (column: string, code: string, zh: string, en: string, value: string): Planned[] => {
      problems.push(problemAt(row.row, column, code, zh, en, value));
      return [];
    };
    const unit = units.rows.find(({ code }) => code === row.unitCode);
    const regionId = unit?.regionId ?? regions.get(row.regionCode);
    const [column, code] = row.unitCode === "" ? ["地区代码", row.regionCode] : ["单位代码", row.unitCode];
    if (regionId === undefined) return wrong(column, "unknown_place", "没有这个代码", "there is no such code", code);
    if (!scope.purposes.includes("platform") && !scope.regions.includes(regionId))
      return wrong(column, "outside", "不在您的管辖范围内", "outside your jurisdiction", code);
    const there = known.rows.find(({ username }) => username === row.username);
    if (there !== undefined && there.regionId !== regionId)
      return wrong("用户名", "taken", "用户名已被使用", "the user name is taken", row.username);
    const place = unit?.name ?? regionOn(tree, regionId, today)!.name;
    const verdict = there === undefined ? "new" : there.waiting ? "code" : "used";
    return [{ ...row, place, regionId, unitId: unit?.id ?? null, user: there?.id ?? null, verdict }];
  });
  return { planned, problems };
}

/** Hashed side by side, and no longer between two statements than the database waits. */
const atOnce = 2;

type How = { until: Date; rehearsal: boolean; codes: Map<number, string> };

/** Opens accounts, or gives those who never signed in another code. A rehearsal makes no codes: hashing takes its time. */
async function openSome(ctx: Ctx, rows: readonly Planned[], { until, rehearsal, codes }: How): Promise<void> {
  const made = await Promise.all(
    rows.map(async () => {
      const code = oneTimeCode();
      return { code, hash: rehearsal ? "" : await hashPassword(code) };
    }),
  );
  for (const [at, row] of rows.entries()) {
    ctx.must("user.create", { regionId: row.regionId, unitId: null });
    const user = row.user ?? (await add(ctx, row));
    const { code, hash } = made[at]!;
    codes.set(row.row, code);
    await asDoorkeeper(ctx.tx, ctx.actor, () =>
      ctx.tx.execute(sql`
        insert into credentials (user_id, password_hash, must_change, changed_at, one_time_until)
        values (${user}, ${hash}, true, ${ctx.now.toISOString()}::timestamptz, ${until.toISOString()}::timestamptz)
        on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at,
          one_time_until = excluded.one_time_until`),
    );
    await ctx.audit({
      object: `user/${user}`,
      regionId: row.regionId,
      detail: { username: row.username, verdict: row.verdict },
    });
  }
}

async function add(ctx: Ctx, row: Planned): Promise<number> {
  const { username, name, phone, regionId, unitId } = row;
  const [user] = await ctx.tx
    .insert(tables.users)
    .values({ username, name, phone, regionId, unitId })
    .returning({ id: tables.users.id });
  if (row.role !== null)
    await addProposal(ctx, { user: user!.id, role: row.role, place: { regionId, unitId }, validTo: null });
  return user!.id;
}
