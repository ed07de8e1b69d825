-- The nightly self-check compares what spot checks were drawn from, and what was drawn, with the log.
create policy worker_reads on spot_checks for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_reads on spot_check_draws for select to duibiao_worker using (true);
--> statement-breakpoint
grant select on spot_checks, spot_check_draws to duibiao_worker;
