CREATE TABLE `bulk_actions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`public_id` text NOT NULL,
	`kind` text NOT NULL,
	`created_by` integer NOT NULL,
	`filter` text,
	`expires_at` integer,
	`state` text DEFAULT 'draft' NOT NULL,
	`total` integer NOT NULL,
	`chunk_count` integer NOT NULL,
	`chunks_done` integer DEFAULT 0 NOT NULL,
	`done_count` integer DEFAULT 0 NOT NULL,
	`skipped` text DEFAULT '{}' NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	`advanced_at` integer,
	`finished_at` integer,
	CONSTRAINT "bulk_actions_kind" CHECK("bulk_actions"."kind" in ('send_again', 'remind', 'extend', 'delete')),
	CONSTRAINT "bulk_actions_state" CHECK("bulk_actions"."state" in ('draft', 'confirmed', 'done', 'cancelled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bulk_actions_public_id_unique` ON `bulk_actions` (`public_id`);--> statement-breakpoint
CREATE INDEX `bulk_actions_running` ON `bulk_actions` (`advanced_at`) WHERE state = 'confirmed';--> statement-breakpoint
CREATE TABLE `bulk_chunks` (
	`bulk_action_id` integer NOT NULL,
	`position` integer NOT NULL,
	`ids` text NOT NULL,
	PRIMARY KEY(`bulk_action_id`, `position`),
	FOREIGN KEY (`bulk_action_id`) REFERENCES `bulk_actions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `invitations` ADD `mail_fate` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `stop` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `erased_at` integer;--> statement-breakpoint
ALTER TABLE `invitations` ADD `words` text GENERATED ALWAYS AS (replace(coalesce(address, '') || ' ' || iif(lower(address) <> email_key, email_key, '') || ' ' ||
  coalesce(first_name, '') || ' ' || coalesce(last_name, ''), ':', ' ')) VIRTUAL;--> statement-breakpoint
ALTER TABLE `invitations` ADD `facts` text GENERATED ALWAYS AS ('language:' || replace(locale, '-', ':') || ' grant:' || grant_id
  || ' made:' || strftime('%Y%m%d', created_at / 1000, 'unixepoch')
  || coalesce(' inviter:' || inviter_id, ' from:' || replace(source, '_', ':'))
  || iif(address is null, '', ' mail:' || coalesce(mail_fate, 'underway'))
  || coalesce(' stop:' || stop, '')
  || coalesce(' batch:' || batch_id, '')
  || case
    when accepted_at is not null then ' is:accepted'
      || coalesce(' batch:' || batch_id || ':accepted:' || strftime('%Y%m%d', accepted_at / 1000, 'unixepoch'), '')
    when stop = 'refused' then ' is:refused' || coalesce(' batch:' || batch_id || ':refused', '')
    else ' is:waiting' || strftime(' ends:%Y%m%d ends:%Y%m%d:%H', expires_at / 1000, 'unixepoch')
      || iif(reminded_at is null, '', strftime(' is:reminded reminded:%Y%m%d reminded:%Y%m%d:%H', expires_at / 1000, 'unixepoch'))
      || coalesce(' batch:' || batch_id || ':waiting'
        || ' batch:' || batch_id || ':ends:' || strftime('%Y%m%d', expires_at / 1000, 'unixepoch'), '')
  end) VIRTUAL;--> statement-breakpoint
ALTER TABLE `settings` ADD `platform_name` text;--> statement-breakpoint
ALTER TABLE `settings` ADD `sender_name` text;--> statement-breakpoint
ALTER TABLE `settings` ADD `mail_from` text;--> statement-breakpoint
ALTER TABLE `settings` ADD `support_contact` text;--> statement-breakpoint
ALTER TABLE `settings` ADD `languages` text;--> statement-breakpoint
ALTER TABLE `settings` ADD `default_language` text;--> statement-breakpoint
ALTER TABLE `settings` ADD `retention_days` integer;--> statement-breakpoint
ALTER TABLE `settings` ADD `registration` text;--> statement-breakpoint
ALTER TABLE `settings` ADD `after_accepting` text;--> statement-breakpoint
ALTER TABLE `users` ADD `deactivated_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `erased_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `words` text GENERATED ALWAYS AS (iif(erased_at is null, replace(email || ' ' || first_name || ' ' || last_name, ':', ' '), '')) VIRTUAL;--> statement-breakpoint
ALTER TABLE `users` ADD `facts` text GENERATED ALWAYS AS (iif(erased_at is not null, 'is:erased', iif(deactivated_at is null, 'is:active', 'is:deactivated')
  || ' role:' || role || ' language:' || replace(locale, '-', ':')
  || strftime(' joined:%Y%m%d', created_at / 1000, 'unixepoch'))) VIRTUAL;--> statement-breakpoint
CREATE INDEX `batches_paused` ON `batches` (`id`) WHERE paused_at is not null;--> statement-breakpoint
CREATE INDEX `batches_drafts` ON `batches` (`id`) WHERE state = 'draft';--> statement-breakpoint
CREATE INDEX `events_actor` ON `events` (`actor_id`);--> statement-breakpoint
CREATE INDEX `events_action` ON `events` (`action`);--> statement-breakpoint
CREATE INDEX `events_actor_action` ON `events` (`actor_id`,`action`);--> statement-breakpoint
CREATE INDEX `events_subject` ON `events` (`subject_id`);