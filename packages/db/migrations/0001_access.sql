-- Constraints that the schema files cannot say, grants, and row-level security.
-- Roles are made by ensureRoles (packages/db/src/roles.ts) before the first migration.
create extension if not exists btree_gist;
--> statement-breakpoint
alter table region_versions
  add constraint region_versions_dates check (valid_to is null or valid_from < valid_to),
  add constraint region_one_version_a_day exclude using gist (region_id with =, daterange(valid_from, valid_to) with &&),
  add constraint region_code_once_a_day exclude using gist (code with =, daterange(valid_from, valid_to) with &&);
--> statement-breakpoint
alter table unit_versions
  add constraint unit_versions_dates check (valid_to is null or valid_from < valid_to),
  add constraint unit_one_version_a_day exclude using gist (unit_id with =, daterange(valid_from, valid_to) with &&),
  add constraint unit_code_once_a_day exclude using gist (code with =, daterange(valid_from, valid_to) with &&);
--> statement-breakpoint
alter table periods add constraint periods_dates check (start_date <= end_date);
--> statement-breakpoint
alter table region_lineage add constraint lineage_share check (share > 0 and share <= 1);
--> statement-breakpoint
alter table cells add constraint cells_value check ((state = 'number') = (value is not null) and (value is null or value not in ('NaN', 'Infinity', '-Infinity')));
--> statement-breakpoint
alter table observations add constraint observations_value check ((state = 'number') = (value is not null) and (value is null or value not in ('NaN', 'Infinity', '-Infinity')));
--> statement-breakpoint
alter table posts add constraint posts_place check ((role in ('clerk', 'head')) = (unit_id is not null));
--> statement-breakpoint

-- Who is asking. Set by one function (packages/db/src/scope.ts) with SET LOCAL; unset means nothing is visible.
create function app_regions() returns int[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::int[] $$;
--> statement-breakpoint
create function app_cities() returns int[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.cities', true), ''), ',')::int[] $$;
--> statement-breakpoint
create function app_ancestors() returns int[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.ancestors', true), ''), ',')::int[] $$;
--> statement-breakpoint
create function app_units() returns int[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.units', true), ''), ',')::int[] $$;
--> statement-breakpoint
create function app_user() returns int language sql stable parallel safe
  as $$ select nullif(current_setting('app.user_id', true), '')::int $$;
--> statement-breakpoint
-- session: the code that checks passwords and tokens; platform: an administrator of the whole platform; audit: an auditor.
create function app_purpose(wanted text) returns boolean language sql stable parallel safe
  as $$ select wanted = any(string_to_array(coalesce(current_setting('app.purpose', true), ''), ',')) $$;
--> statement-breakpoint

-- Every table: security on, also for its owner; the owner role migrates and repairs, it never serves.
do $$
declare t text;
begin
  for t in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to duibiao_owner using (true) with check (true)', t);
    execute format('grant select on %I to duibiao_api, duibiao_worker', t);
  end loop;
end $$;
--> statement-breakpoint

-- Reference: everybody who is signed in reads; the worker reads.
do $$
declare t text;
begin
  foreach t in array array['regions', 'region_versions', 'region_changes', 'region_lineage', 'units', 'unit_versions',
                           'catalogues', 'measures', 'periods', 'collections', 'duties', 'audit_seals'] loop
    execute format('create policy signed_in_reads on %I for select to duibiao_api using ((select app_user()) is not null)', t);
    execute format('create policy worker_reads on %I for select to duibiao_worker using (true)', t);
  end loop;
end $$;
--> statement-breakpoint
create policy signed_in_adds on regions for insert to duibiao_api with check ((select app_user()) is not null);
--> statement-breakpoint
create policy scope_adds on region_versions for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or parent_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy scope_changes on region_versions for update to duibiao_api
  using (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')))
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy own_name_adds on region_changes for insert to duibiao_api with check (user_id = (select app_user()));
--> statement-breakpoint
create policy scope_adds on region_lineage for insert to duibiao_api
  with check (from_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy signed_in_adds on units for insert to duibiao_api with check ((select app_user()) is not null);
--> statement-breakpoint
create policy scope_adds on unit_versions for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy scope_changes on unit_versions for update to duibiao_api
  using (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')))
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy scope_adds on catalogues for insert to duibiao_api
  with check (owner_region_id = any((select app_regions())::int[]) or (owner_region_id is null and (select app_purpose('platform'))));
--> statement-breakpoint
create policy signed_in_adds on measures for insert to duibiao_api with check ((select app_user()) is not null);
--> statement-breakpoint
create policy signed_in_adds on periods for insert to duibiao_api with check ((select app_user()) is not null);
--> statement-breakpoint
create policy scope_adds on collections for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_changes on collections for update to duibiao_api
  using (owner_region_id = any((select app_regions())::int[])) with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_adds on duties for insert to duibiao_api
  with check (exists (select 1 from collections c where c.id = collection_id and c.owner_region_id = any((select app_regions())::int[])));
--> statement-breakpoint

-- Rows of a place: read by today's owner of the region, by the city of that time, by the unit; written by owner and unit.
do $$
declare
  t text;
  mine text := 'region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[])';
begin
  foreach t in array array['assignments', 'submissions', 'cells', 'observations', 'revisions', 'signatures', 'attachments',
                           'findings', 'explanations', 'questions', 'decisions'] loop
    execute format('create policy place_reads on %I for select to duibiao_api using (city_id = any((select app_cities())::int[]) or %s)', t, mine);
    execute format('create policy place_adds on %I for insert to duibiao_api with check (%s)', t, mine);
    execute format('create policy worker_reads on %I for select to duibiao_worker using (true)', t);
    execute format('grant insert on %I to duibiao_api', t);
  end loop;
  foreach t in array array['assignments', 'submissions', 'cells', 'explanations', 'questions'] loop
    execute format('create policy place_changes on %I for update to duibiao_api using (%s) with check (%s)', t, mine, mine);
    execute format('grant update on %I to duibiao_api', t);
  end loop;
end $$;
--> statement-breakpoint

-- A cell of the working copy can be emptied again.
create policy place_clears on cells for delete to duibiao_api
  using (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
grant delete on cells to duibiao_api;
--> statement-breakpoint

-- Roll-ups: read in the subtree, written by the worker alone.
create policy scope_reads on roll_ups for select to duibiao_api
  using (city_id = any((select app_cities())::int[]) or region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy worker_all on roll_ups to duibiao_worker using (true) with check (true);
--> statement-breakpoint
-- A dirty mark carries no data: whoever changed a row may leave one; only the worker reads or clears them.
create policy anyone_marks on dirty for insert to duibiao_api with check ((select app_user()) is not null);
--> statement-breakpoint
create policy worker_all on dirty to duibiao_worker using (true) with check (true);
--> statement-breakpoint
create policy city_reads on consolidations for select to duibiao_api using (city_id = any((select app_cities())::int[]));
--> statement-breakpoint
create policy city_adds on consolidations for insert to duibiao_api with check (city_id = any((select app_cities())::int[]));
--> statement-breakpoint
create policy city_reads on consolidation_decisions for select to duibiao_api using (city_id = any((select app_cities())::int[]));
--> statement-breakpoint
create policy city_adds on consolidation_decisions for insert to duibiao_api with check (city_id = any((select app_cities())::int[]));
--> statement-breakpoint

-- Evaluations stay with their owner. Releases have an audience (公开范围), peer statistics carry no names.
create policy owner_reads on evaluations for select to duibiao_api using (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy owner_adds on evaluations for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy audience_reads on release_states for select to duibiao_api
  using ((select app_user()) is not null);
--> statement-breakpoint
create policy owner_adds on release_states for insert to duibiao_api
  with check (exists (select 1 from releases r where r.id = release_id and r.owner_region_id = any((select app_regions())::int[])));
--> statement-breakpoint
create function release_state(release int) returns text language sql stable
  as $$ select state from release_states where release_id = release order by seq desc limit 1 $$;
--> statement-breakpoint
create policy audience_reads on releases for select to duibiao_api
  using (owner_region_id = any((select app_regions())::int[])
    or (owner_region_id = any((select app_ancestors())::int[]) and release_state(id) in ('consulting', 'published', 'superseded')));
--> statement-breakpoint
create policy owner_adds on releases for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy audience_reads on release_results for select to duibiao_api
  using (exists (
    select 1 from releases r
    where r.id = release_id
      and (r.owner_region_id = any((select app_regions())::int[])
        or city_id = any((select app_cities())::int[])
        or region_id = any((select app_regions())::int[])
        or (r.audience = 'subtree' and release_state(r.id) in ('published', 'superseded')))));
--> statement-breakpoint
create policy owner_adds on release_results for insert to duibiao_api
  with check (exists (select 1 from releases r where r.id = release_id and r.owner_region_id = any((select app_regions())::int[])));
--> statement-breakpoint
create policy audience_reads on peer_statistics for select to duibiao_api
  using (owner_region_id = any((select app_regions())::int[]) or owner_region_id = any((select app_ancestors())::int[]));
--> statement-breakpoint
create policy owner_adds on peer_statistics for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint

-- People.
create policy scope_reads on users for select to duibiao_api
  using (id = (select app_user()) or region_id = any((select app_regions())::int[]) or (select app_purpose('session')) or (select app_purpose('platform')));
--> statement-breakpoint
create policy scope_adds on users for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy scope_changes on users for update to duibiao_api
  using (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')))
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy scope_reads on posts for select to duibiao_api
  using (user_id = (select app_user()) or (select app_purpose('session')) or exists (select 1 from users u where u.id = user_id));
--> statement-breakpoint
create policy scope_adds on posts for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy scope_changes on posts for update to duibiao_api
  using (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')))
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy session_all on credentials to duibiao_api using ((select app_purpose('session'))) with check ((select app_purpose('session')));
--> statement-breakpoint
create policy session_all on sessions to duibiao_api using ((select app_purpose('session'))) with check ((select app_purpose('session')));
--> statement-breakpoint
create policy session_all on login_attempts to duibiao_api using ((select app_purpose('session'))) with check ((select app_purpose('session')));
--> statement-breakpoint

-- Audit: everybody leaves a row, auditors read their subtree, the sealer (worker) reads and chains.
create policy anyone_leaves on audit_log for insert to duibiao_api with check (user_id is not distinct from (select app_user()) or (select app_purpose('session')));
--> statement-breakpoint
create policy auditor_reads on audit_log for select to duibiao_api
  using ((select app_purpose('audit')) and (region_id is null or region_id = any((select app_regions())::int[])));
--> statement-breakpoint
create policy worker_reads on audit_log for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_adds on audit_seals for insert to duibiao_worker with check (true);
--> statement-breakpoint
create policy own_keys_read on idempotency_keys for select to duibiao_api using (user_id = (select app_user()));
--> statement-breakpoint
create policy own_keys_add on idempotency_keys for insert to duibiao_api with check (user_id = (select app_user()));
--> statement-breakpoint

grant insert on regions, region_versions, region_changes, region_lineage, units, unit_versions, catalogues, measures, periods,
  collections, duties, dirty, consolidations, consolidation_decisions, evaluations, releases, release_states, release_results,
  peer_statistics, users, credentials, sessions, posts, login_attempts, audit_log, idempotency_keys to duibiao_api;
--> statement-breakpoint
grant update on region_versions, unit_versions, collections, users, credentials, sessions, posts, login_attempts to duibiao_api;
--> statement-breakpoint
grant delete on login_attempts to duibiao_api;
--> statement-breakpoint
grant insert, delete on roll_ups, dirty to duibiao_worker;
--> statement-breakpoint
grant insert on audit_seals to duibiao_worker;
--> statement-breakpoint
grant usage on schema public to duibiao_api, duibiao_worker, duibiao_backup;
--> statement-breakpoint
grant select on all tables in schema public to duibiao_backup;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api, duibiao_worker;
