-- Answers that are kept for retries are of use for days, and every save leaves one.
create policy worker_finds on idempotency_keys for select to duibiao_worker using (at < now() - interval '30 days');
--> statement-breakpoint
create policy worker_forgets on idempotency_keys for delete to duibiao_worker using (at < now() - interval '30 days');
--> statement-breakpoint
grant select (user_id, operation, key, at), delete on idempotency_keys to duibiao_worker;
