ALTER TABLE "post_proposals" ADD COLUMN "ends_post" integer;--> statement-breakpoint
alter table post_proposals add constraint post_proposals_ends_an_administrator check (ends_post is null or role in ('system_admin', 'security_admin', 'audit_admin'));
