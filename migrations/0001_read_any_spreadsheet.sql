CREATE TABLE `batch_changes` (
	`batch_id` integer NOT NULL,
	`row` integer NOT NULL,
	`slice` integer NOT NULL,
	`planned` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text NOT NULL,
	`address` text NOT NULL,
	`email_key` text NOT NULL,
	`grant_id` integer,
	`admin` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`batch_id`, `row`),
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "batch_changes_planned" CHECK("batch_changes"."planned" in ('invite', 'add', 'renew')),
	CONSTRAINT "batch_changes_outcome" CHECK("batch_changes"."outcome" in ('add', 'unchanged', 'skip')),
	CONSTRAINT "batch_changes_reason" CHECK("batch_changes"."reason" in ('registered', 'invited', 'accepted', 'deleted', 'renewed', 'account_gone', 'already'))
);
--> statement-breakpoint
CREATE TABLE `upload_parts` (
	`upload_id` integer NOT NULL,
	`position` integer NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`upload_id`, `position`),
	FOREIGN KEY (`upload_id`) REFERENCES `uploads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`public_id` text NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`file_name` text NOT NULL,
	`options` text NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `uploads_public_id_unique` ON `uploads` (`public_id`);--> statement-breakpoint
ALTER TABLE `batch_chunks` ADD `outcome` text DEFAULT 'problem' NOT NULL;--> statement-breakpoint
ALTER TABLE `batch_chunks` ADD `choice` text;--> statement-breakpoint
ALTER TABLE `batch_chunks` ADD `makes_admins` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `batch_chunks` ADD `row_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `batch_chunks` ADD `tally` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `batches` ADD `unchanged_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `batches` ADD `skipped_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `batches` ADD `read_at` integer;--> statement-breakpoint
ALTER TABLE `batches` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `batches` ADD `slice_start` integer;--> statement-breakpoint
ALTER TABLE `batches` ADD `erased_at` integer;--> statement-breakpoint
ALTER TABLE `groups` ADD `names` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `groups` ADD `conditions` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `letter_id` integer REFERENCES invitations(id);--> statement-breakpoint
CREATE INDEX `invitations_letter` ON `invitations` (`letter_id`) WHERE letter_id is not null;