DROP INDEX `mails_waiting`;--> statement-breakpoint
CREATE INDEX `mails_waiting` ON `mails` (`not_before`) WHERE state in ('queued', 'sending') and not_before > 0;--> statement-breakpoint
ALTER TABLE `mail_flow` ADD `swept_to` integer DEFAULT 0 NOT NULL;