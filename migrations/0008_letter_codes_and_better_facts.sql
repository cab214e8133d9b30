-- What the indexes are made of changes, so they are written anew once their triggers are out of the way (docs/data.md).
CREATE TABLE `wrong_code_hours` (
	`hour` integer PRIMARY KEY NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wrong_codes` (
	`client` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL,
	`blocked_until` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `wrong_codes_age` ON `wrong_codes` (`last_at`);--> statement-breakpoint
ALTER TABLE `invitations` ADD `postal_address` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `code_tail` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `delivered_at` integer;--> statement-breakpoint
DROP TRIGGER `invitations_indexed`;--> statement-breakpoint
DROP TRIGGER `invitations_reindexed`;--> statement-breakpoint
DROP TRIGGER `invitations_unindexed`;--> statement-breakpoint
DROP TRIGGER `users_indexed`;--> statement-breakpoint
DROP TRIGGER `users_reindexed`;--> statement-breakpoint
DROP TRIGGER `users_unindexed`;--> statement-breakpoint
DROP TRIGGER `mails_moved`;--> statement-breakpoint
ALTER TABLE `invitations` DROP COLUMN `words`;--> statement-breakpoint
ALTER TABLE `invitations` ADD `words` text GENERATED ALWAYS AS (replace(coalesce(address, '') || ' ' || iif(lower(address) <> email_key, email_key, '') || ' ' ||
  coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(postal_address, ''), ':', ' ')) VIRTUAL;--> statement-breakpoint
ALTER TABLE `invitations` DROP COLUMN `facts`;--> statement-breakpoint
ALTER TABLE `invitations` ADD `facts` text GENERATED ALWAYS AS ('language:' || replace(locale, '-', ':') || ' grant:' || grant_id
  || strftime(' made:%Y made:%Y%m made:%Y%m%d', created_at / 1000, 'unixepoch')
  || coalesce(' inviter:' || inviter_id, ' from:' || replace(source, '_', ':'))
  || case when address is not null then ' mail:' || coalesce(mail_fate, 'underway') when erased_at is null then ' is:letter' else '' end
  || coalesce(' tail:' || code_tail, '')
  || coalesce(' stop:' || stop, '')
  || coalesce(' batch:' || iif(letter_id is null, batch_id, null) || iif(delivered_at is null, '', ' batch:' || batch_id || ':delivered'), '')
  || case
    when accepted_at is not null then ' is:accepted'
      || coalesce(' batch:' || iif(letter_id is null, batch_id, null) || ':accepted:' || strftime('%Y%m%d', accepted_at / 1000, 'unixepoch'), '')
    when stop = 'refused' then ' is:refused' || coalesce(' batch:' || iif(letter_id is null, batch_id, null) || ':refused', '')
    else ' is:waiting' || strftime(' ends:%Y%m%d ends:%Y%m%d:%H', expires_at / 1000, 'unixepoch')
      || iif(reminded_at is null, '', strftime(' is:reminded reminded:%Y%m%d reminded:%Y%m%d:%H', expires_at / 1000, 'unixepoch'))
      || coalesce(' batch:' || iif(letter_id is null, batch_id, null) || ':waiting'
        || ' batch:' || batch_id || ':ends:' || strftime('%Y%m%d', expires_at / 1000, 'unixepoch')
        || iif(address is null and erased_at is null, ' batch:' || batch_id || ':letters:' || strftime('%Y%m%d', expires_at / 1000, 'unixepoch'), ''), '')
  end) VIRTUAL;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `facts`;--> statement-breakpoint
ALTER TABLE `users` ADD `facts` text GENERATED ALWAYS AS (iif(erased_at is not null, 'is:erased', iif(deactivated_at is null, 'is:active', 'is:deactivated')
  || ' domain:' || replace(replace(substr(email, instr(email, '@') + 1), '.', ':'), '-', ':')
  || ' role:' || role || ' language:' || replace(locale, '-', ':')
  || strftime(' joined:%Y joined:%Y%m joined:%Y%m%d', created_at / 1000, 'unixepoch'))) VIRTUAL;--> statement-breakpoint
CREATE INDEX `batches_inviter` ON `batches` (`created_by`,`id`);--> statement-breakpoint
UPDATE `invitations` SET delivered_at = (select min(coalesce(reported_at, sent_at, created_at)) from mails
  where dedupe_key >= public_id || '/' and dedupe_key < public_id || '0' and state in ('delivered', 'complained'))
WHERE address is not null;--> statement-breakpoint
INSERT INTO `invitation_index`(invitation_index) VALUES ('rebuild');--> statement-breakpoint
INSERT INTO `user_index`(user_index) VALUES ('rebuild');--> statement-breakpoint
CREATE TRIGGER `invitations_indexed` AFTER INSERT ON `invitations` BEGIN
  INSERT INTO invitation_index(rowid, words, facts) VALUES (new.id, new.words, new.facts);
END;--> statement-breakpoint
CREATE TRIGGER `invitations_reindexed` AFTER UPDATE ON `invitations`
WHEN old.words IS NOT new.words OR old.facts IS NOT new.facts BEGIN
  INSERT INTO invitation_index(invitation_index, rowid, words, facts) VALUES ('delete', old.id, old.words, old.facts);
  INSERT INTO invitation_index(rowid, words, facts) VALUES (new.id, new.words, new.facts);
END;--> statement-breakpoint
CREATE TRIGGER `invitations_unindexed` AFTER DELETE ON `invitations` BEGIN
  INSERT INTO invitation_index(invitation_index, rowid, words, facts) VALUES ('delete', old.id, old.words, old.facts);
END;--> statement-breakpoint
CREATE TRIGGER `users_indexed` AFTER INSERT ON `users` BEGIN
  INSERT INTO user_index(rowid, words, facts) VALUES (new.id, new.words, new.facts);
END;--> statement-breakpoint
CREATE TRIGGER `users_reindexed` AFTER UPDATE ON `users`
WHEN old.words IS NOT new.words OR old.facts IS NOT new.facts BEGIN
  INSERT INTO user_index(user_index, rowid, words, facts) VALUES ('delete', old.id, old.words, old.facts);
  INSERT INTO user_index(rowid, words, facts) VALUES (new.id, new.words, new.facts);
END;--> statement-breakpoint
CREATE TRIGGER `users_unindexed` AFTER DELETE ON `users` BEGIN
  INSERT INTO user_index(user_index, rowid, words, facts) VALUES ('delete', old.id, old.words, old.facts);
END;--> statement-breakpoint
CREATE TRIGGER `mails_moved` AFTER UPDATE OF state ON `mails`
WHEN new.invitation_id IS NOT NULL AND new.state <> old.state BEGIN
  UPDATE invitations SET
    mail_fate = iif(EXISTS (SELECT 1 FROM mails later WHERE later.id > new.id
        AND later.dedupe_key >= invitations.public_id || '/' AND later.dedupe_key < invitations.public_id || '0'),
      mail_fate, nullif(nullif(nullif(new.state, 'queued'), 'sending'), 'sent')),
    delivered_at = CASE WHEN new.state IN ('delivered', 'complained')
        THEN coalesce(delivered_at, new.reported_at, new.sent_at, new.created_at)
      WHEN new.state = 'bounced' THEN (SELECT min(coalesce(one.reported_at, one.sent_at, one.created_at)) FROM mails one
        WHERE one.dedupe_key >= invitations.public_id || '/' AND one.dedupe_key < invitations.public_id || '0'
          AND one.state IN ('delivered', 'complained'))
      ELSE delivered_at END
  WHERE id = new.invitation_id AND ((new.state IN ('delivered', 'complained') AND delivered_at IS NULL)
    OR (new.state = 'bounced' AND delivered_at IS NOT NULL)
    OR (mail_fate IS NOT nullif(nullif(nullif(new.state, 'queued'), 'sending'), 'sent')
      AND NOT EXISTS (SELECT 1 FROM mails later WHERE later.id > new.id
        AND later.dedupe_key >= invitations.public_id || '/' AND later.dedupe_key < invitations.public_id || '0')));
END;
