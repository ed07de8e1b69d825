-- The nightly self-check hashes what experts judged and how exports are read.
create policy worker_reads on panel_sheets for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_reads on mappings for select to duibiao_worker using (true);
--> statement-breakpoint
grant select on panel_sheets, mappings to duibiao_worker;
