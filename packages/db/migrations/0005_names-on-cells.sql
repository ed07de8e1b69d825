-- Also who last wrote a cell of the working copy: a clerk whose save meets another's is told whose it was.
create or replace function names_on_submissions(wanted bigint[])
returns table (user_id int, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  with seen as materialized (
    select s.id from submissions s where s.id = any(wanted)
      and (s.city_id = any((select app_cities())::int[]) or s.region_id = any((select app_regions())::int[]) or s.unit_id = any((select app_units())::int[]))
  ),
  acted as (
    select q.asked_by as id from questions q join seen on seen.id = q.submission_id
    union select q.answered_by from questions q join seen on seen.id = q.submission_id
    union select d.user_id from decisions d join seen on seen.id = d.submission_id
    union select r.submitted_by from revisions r join seen on seen.id = r.submission_id
    union select c.updated_by from cells c join seen on seen.id = c.submission_id
  )
  select u.id, u.name from users u join acted on acted.id = u.id
$$;
