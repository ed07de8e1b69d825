import { loadAccepted, loadCells, type Fixture, type Task } from "./fixture.ts";

const records = 50_000;
const notices = 5000;

/**
 * A quarter in the middle of its reporting: of every five units one has not begun, one has a draft, one has sent, one was
 * accepted by its county and one by its city; half of what was sent has a finding, a tenth a question. It was due ten days ago.
 */
export async function inWork(f: Fixture, task: Task): Promise<void> {
  const { owner } = f;
  await loadAccepted(f, task, 1, f.counties);
  await loadCells(f, task, 1, f.counties);
  await owner.query(
    `update collections set opens_at = now() - interval '40 days', due_unit = now() - interval '10 days', due_county = now() + interval '5 days',
       due_city = now() + interval '20 days', due_province = now() + interval '30 days' where id = $1`,
    [task.id],
  );
  const fifth = (n: number) =>
    `submissions where collection_id = ${task.id} and unit_id % 5 ${n < 2 ? "< 2" : `= ${n}`}`;
  for (const table of ["observations", "revisions"])
    await owner.query(`delete from ${table} where submission_id in (select id from ${fifth(0)})`);
  await owner.query(`delete from cells where submission_id in (select id from ${fifth(0)} and unit_id % 5 = 0)`);
  await owner.query(
    `update submissions set state = 'draft', last_rev = 0, submitted_rev = null, county_rev = null, city_rev = null, province_rev = null
     where id in (select id from ${fifth(0)})`,
  );
  await owner.query(`delete from ${fifth(0)} and unit_id % 5 = 0`);
  await owner.query(
    `update submissions set first_submitted_at = now() - interval '12 days', province_rev = null,
       city_rev = case unit_id % 5 when 4 then 1 end, county_rev = case when unit_id % 5 > 2 then 1 end,
       state = case unit_id % 5 when 2 then 'submitted' when 3 then 'county_accepted' else 'city_accepted' end
     where id in (select id from submissions where collection_id = $1 and submitted_rev = 1)`,
    [task.id],
  );
  const sent = `from submissions s where s.collection_id = ${task.id} and s.submitted_rev = 1`;
  await owner.query(
    `insert into findings (submission_id, unit_id, region_id, city_id, revision, rule, severity, verdict, detail)
     select id, unit_id, region_id, city_id, 1, 'W1', 'warn', 'false', '{}' ${sent} and unit_id / 5 % 2 = 0`,
  );
  await owner.query(
    `insert into questions (submission_id, revision, unit_id, region_id, city_id, measure, member, text, asked_by)
     select id, 1, unit_id, region_id, city_id, 's11', 'total', '请核实（压测）', 1 ${sent} and unit_id / 5 % 10 = 0`,
  );
  await owner.query(
    "insert into dirty (collection_id, city_id, level) select distinct collection_id, city_id, 1 from assignments where collection_id = $1",
    [task.id],
  );
}

/** A log of fifty thousand records by many people. */
export const addedRecords = ({ owner, countyIds }: Fixture) =>
  owner.query(
    `insert into audit_log (at, request_id, user_id, role, action, object, region_id, result, detail)
     select now() - (n || ' seconds')::interval * 30, 'stand', 1 + n % 6000, 'clerk', (array['submissions.save', 'submissions.submit', 'submissions.accept', 'session.enter'])[1 + n % 4],
       'submission/' || 1 + n % 15000, ($2::int[])[1 + n % 3000], 'done', jsonb_build_object('n', n) from generate_series($1::int, 1, -1) n`,
    [records, countyIds],
  );

/** Five thousand notices in each of the inboxes of the bureaus' people. */
export async function addedNotices({ owner }: Fixture): Promise<void> {
  await owner.query(
    `insert into notices (key, kind, title_zh, title_en, body_zh, body_en, link, object, audience, at, spread_at)
     select 'stand/' || n, 'question', '压测单位' || n || ' 有一张核实单', 'unit ' || n || ' has a question', '请核实。', 'Please check.', '', 'question/' || n, '[]',
       now() - (n || ' minutes')::interval, now() from generate_series(1, $1) n`,
    [notices],
  );
  await owner.query(
    `insert into inbox (user_id, notice_id, key, seen_at)
     select u.id, n.id, n.key, case when n.id % 3 = 0 then now() end from users u, notices n where u.username !~ '^[ch][0-9]' and n.key like 'stand/%'`,
  );
}
