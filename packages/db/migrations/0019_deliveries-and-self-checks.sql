CREATE INDEX "audit_log_object_id_index" ON "audit_log" USING btree ("object","id");--> statement-breakpoint
CREATE INDEX "audit_log_user_id_id_index" ON "audit_log" USING btree ("user_id","id");
--> statement-breakpoint
-- Who looks after an account, as everybody after their own, sees whether its messages arrive, never what they say, and
-- has them begin anew.
drop policy own_reads on deliveries;
--> statement-breakpoint
create policy keepers_read on deliveries for select to duibiao_api using (exists (select 1 from users u where u.id = user_id));
--> statement-breakpoint
create policy keepers_retry on deliveries for update to duibiao_api
  using (exists (select 1 from users u where u.id = user_id)) with check (exists (select 1 from users u where u.id = user_id));
--> statement-breakpoint
grant update (state, attempts, next_at, fault, sent_at) on deliveries to duibiao_api;
--> statement-breakpoint
-- The nightly self-check hashes what evaluations store.
create policy worker_reads on evaluations for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_reads on filings for select to duibiao_worker using (true);
--> statement-breakpoint
grant select on filings to duibiao_worker;
