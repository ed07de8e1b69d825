ALTER TABLE "releases" ADD COLUMN "head" jsonb NOT NULL;--> statement-breakpoint

-- Peer statistics are read where their release is: a draft's stay with its owner.
drop policy audience_reads on peer_statistics;
--> statement-breakpoint
create policy audience_reads on peer_statistics for select to duibiao_api
  using (owner_region_id = any((select app_regions())::int[])
    or (owner_region_id = any((select app_ancestors())::int[]) and exists (select 1 from releases r where r.id = release_id)));
