CREATE TABLE `batch_mail_counts` (
	`batch_id` integer NOT NULL,
	`state` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`batch_id`, `state`),
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `mail_flow` (
	`id` integer PRIMARY KEY NOT NULL,
	`minute` integer DEFAULT 0 NOT NULL,
	`taken` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`closed_at` integer,
	`reason` text,
	`probe_at` integer,
	`probes` integer DEFAULT 0 NOT NULL,
	`ticked_at` integer,
	`event_at` integer,
	CONSTRAINT "mail_flow_single" CHECK("mail_flow"."id" = 1),
	CONSTRAINT "mail_flow_reason" CHECK("mail_flow"."reason" in ('forbidden', 'failing', 'quota'))
);
--> statement-breakpoint
CREATE TABLE `letter_texts` (
	`key` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`id` integer PRIMARY KEY NOT NULL,
	`reminder_days` integer,
	`expiry_days` integer,
	`mails_per_minute` integer,
	`batch_summary` integer,
	`reply_to` text,
	`revision` integer DEFAULT 0 NOT NULL,
	`updated_at` integer,
	`updated_by` integer,
	CONSTRAINT "settings_single" CHECK("settings"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `invitation_stops` (
	`invitation_id` integer PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`note` text,
	FOREIGN KEY (`invitation_id`) REFERENCES `invitations`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "invitation_stops_reason" CHECK("invitation_stops"."reason" in ('bounced', 'complained', 'unsubscribed', 'refused'))
);
--> statement-breakpoint
CREATE INDEX `invitation_stops_reasons` ON `invitation_stops` (`reason`,`invitation_id`);--> statement-breakpoint
CREATE TABLE `suppressions` (
	`address_hash` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`since` integer NOT NULL,
	`invitation_id` integer,
	CONSTRAINT "suppressions_reason" CHECK("suppressions"."reason" in ('bounce', 'complaint', 'unsubscribe', 'refusal'))
);
--> statement-breakpoint
CREATE INDEX `suppressions_since` ON `suppressions` (`since`);--> statement-breakpoint
ALTER TABLE `batches` ADD `paused_at` integer;--> statement-breakpoint
ALTER TABLE `batches` ADD `pause_reason` text;--> statement-breakpoint
ALTER TABLE `batches` ADD `fuse_sent` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `batches` ADD `fuse_bounced` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `batches` ADD `fuse_complained` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `mails` ADD `doubts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `mails` ADD `reported_at` integer;--> statement-breakpoint
CREATE INDEX `mails_failed` ON `mails` (`id`) WHERE state = 'failed';