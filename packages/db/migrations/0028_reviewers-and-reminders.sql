drop function bureau_reviewers();
--> statement-breakpoint

-- 审核人 and 审签领导 of the bureaus in the asker's regions, by name: who may be named for a second review, and, of those who
-- were once, whether they still serve on a day. Their grace after the last day is that of whoever a submission needs.
create function bureau_reviewers(today date)
returns table (id int, name text, region int, serves boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.id, u.name, p.region_id,
    bool_or(u.disabled_at is null and p.ended_at is null and (p.valid_to is null or p.valid_to >= today - 15))
  from posts p join users u on u.id = p.user_id
  where p.role in ('reviewer', 'leader') and p.region_id = any((select app_regions())::int[])
  group by u.id, u.name, p.region_id
  order by u.name, u.id
$$;
--> statement-breakpoint
revoke execute on function bureau_reviewers(date) from public;
--> statement-breakpoint
grant execute on function bureau_reviewers(date) to duibiao_api;
--> statement-breakpoint

-- The worker reminds of what waits: of a second review, and of a matter whose turn it is. No reason, no evidence, no subject.
create policy worker_reads on second_review_duties for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_reads on second_reviews for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_reads on matters for select to duibiao_worker using (true);
--> statement-breakpoint
grant select (id, owner_region_id, kind, key, reviewers, ended_at) on second_review_duties to duibiao_worker;
--> statement-breakpoint
grant select (id, submission_id, revision, tier, user_id) on second_reviews to duibiao_worker;
--> statement-breakpoint
grant select (id, kind, owner_region_id, unit_id, region_id, year, seq, state, turn, due_at) on matters to duibiao_worker;
