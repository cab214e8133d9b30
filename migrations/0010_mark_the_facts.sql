-- Facts get a mark, so that no word that is typed is the beginning of one ("lang" was that of every language); domains are facts, label by
-- label; and the index keeps what words begin with, up to three letters, as it keeps words (docs/data.md). Both indexes are written anew.
DROP TRIGGER `invitations_indexed`;--> statement-breakpoint
DROP TRIGGER `invitations_reindexed`;--> statement-breakpoint
DROP TRIGGER `invitations_unindexed`;--> statement-breakpoint
DROP TRIGGER `users_indexed`;--> statement-breakpoint
DROP TRIGGER `users_reindexed`;--> statement-breakpoint
DROP TRIGGER `users_unindexed`;--> statement-breakpoint
DROP TABLE `invitation_terms`;--> statement-breakpoint
DROP TABLE `invitation_index`;--> statement-breakpoint
DROP TABLE `user_terms`;--> statement-breakpoint
DROP TABLE `user_index`;--> statement-breakpoint
ALTER TABLE `invitations` DROP COLUMN `words`;--> statement-breakpoint
ALTER TABLE `invitations` ADD `words` text GENERATED ALWAYS AS (iif(length(replace(coalesce(substr(address, 1, instr(address, '@') - 1), '') || ' ' ||
  iif(lower(address) <> email_key, substr(email_key, 1, instr(email_key, '@') - 1), '') || ' ' || coalesce(first_name, '') || ' ' ||
  coalesce(last_name, '') || ' ' || coalesce(postal_address, ''), ':', ' ')) = octet_length(replace(coalesce(substr(address, 1, instr(address, '@') - 1), '') || ' ' ||
  iif(lower(address) <> email_key, substr(email_key, 1, instr(email_key, '@') - 1), '') || ' ' || coalesce(first_name, '') || ' ' ||
  coalesce(last_name, '') || ' ' || coalesce(postal_address, ''), ':', ' ')), replace(coalesce(substr(address, 1, instr(address, '@') - 1), '') || ' ' ||
  iif(lower(address) <> email_key, substr(email_key, 1, instr(email_key, '@') - 1), '') || ' ' || coalesce(first_name, '') || ' ' ||
  coalesce(last_name, '') || ' ' || coalesce(postal_address, ''), ':', ' '), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(coalesce(substr(address, 1, instr(address, '@') - 1), '') || ' ' ||
  iif(lower(address) <> email_key, substr(email_key, 1, instr(email_key, '@') - 1), '') || ' ' || coalesce(first_name, '') || ' ' ||
  coalesce(last_name, '') || ' ' || coalesce(postal_address, ''), ':', ' '), 'ß', 'ss'), 'ẞ', 'ss'), 'ø', 'o'), 'Ø', 'o'), 'ł', 'l'), 'Ł', 'l'), 'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd'), 'þ', 'th'), 'Þ', 'th'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'ı', 'i'))) VIRTUAL;--> statement-breakpoint
ALTER TABLE `invitations` DROP COLUMN `facts`;--> statement-breakpoint
ALTER TABLE `invitations` ADD `facts` text GENERATED ALWAYS AS (':::language:' || replace(locale, '-', ':') || ' :::grant:' || grant_id
  || strftime(' :::made:%Y :::made:%Y%m :::made:%Y%m%d', created_at / 1000, 'unixepoch')
  || coalesce(' :::inviter:' || inviter_id, ' :::from:' || replace(source, '_', ':'))
  || case when address is not null then ' :::mail:' || coalesce(mail_fate, 'underway') when erased_at is null then ' :::is:letter' else '' end
  || coalesce(' :::at:' || replace(replace(substr(address, instr(address, '@') + 1), '.', ' :::at:'), '-', ' :::at:'), '') || iif(lower(address) <> email_key, ' :::at:' || replace(replace(substr(email_key, instr(email_key, '@') + 1), '.', ' :::at:'), '-', ' :::at:'), '')
  || coalesce(' :::tail:' || code_tail, '')
  || coalesce(' :::stop:' || stop, '')
  || coalesce(' :::batch:' || iif(letter_id is null, batch_id, null) || iif(delivered_at is null, '', ' :::batch:' || batch_id || ':delivered'), '')
  || case
    when accepted_at is not null then ' :::is:accepted'
      || coalesce(' :::batch:' || iif(letter_id is null, batch_id, null) || ':accepted:' || strftime('%Y%m%d', accepted_at / 1000, 'unixepoch'), '')
    when stop = 'refused' then ' :::is:refused' || coalesce(' :::batch:' || iif(letter_id is null, batch_id, null) || ':refused', '')
    else ' :::is:waiting' || strftime(' :::ends:%Y%m%d :::ends:%Y%m%d:%H', expires_at / 1000, 'unixepoch')
      || iif(reminded_at is null, '', strftime(' :::is:reminded :::reminded:%Y%m%d :::reminded:%Y%m%d:%H', expires_at / 1000, 'unixepoch'))
      || coalesce(' :::batch:' || iif(letter_id is null, batch_id, null) || ':waiting'
        || ' :::batch:' || batch_id || ':ends:' || strftime('%Y%m%d', expires_at / 1000, 'unixepoch')
        || iif(address is null and erased_at is null, ' :::batch:' || batch_id || ':letters:' || strftime('%Y%m%d', expires_at / 1000, 'unixepoch'), ''), '')
  end) VIRTUAL;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `words`;--> statement-breakpoint
ALTER TABLE `users` ADD `words` text GENERATED ALWAYS AS (iif(erased_at is null, iif(length(replace(substr(email, 1, instr(email, '@') - 1) || ' ' || first_name || ' ' || last_name, ':', ' ')) = octet_length(replace(substr(email, 1, instr(email, '@') - 1) || ' ' || first_name || ' ' || last_name, ':', ' ')), replace(substr(email, 1, instr(email, '@') - 1) || ' ' || first_name || ' ' || last_name, ':', ' '), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(substr(email, 1, instr(email, '@') - 1) || ' ' || first_name || ' ' || last_name, ':', ' '), 'ß', 'ss'), 'ẞ', 'ss'), 'ø', 'o'), 'Ø', 'o'), 'ł', 'l'), 'Ł', 'l'), 'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd'), 'þ', 'th'), 'Þ', 'th'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'ı', 'i')), '')) VIRTUAL;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `facts`;--> statement-breakpoint
ALTER TABLE `users` ADD `facts` text GENERATED ALWAYS AS (iif(erased_at is not null, ':::is:erased', iif(deactivated_at is null, ':::is:active', ':::is:deactivated')
  || ' :::at:' || replace(replace(substr(email, instr(email, '@') + 1), '.', ' :::at:'), '-', ' :::at:') || ' :::domain:' || replace(replace(substr(email, instr(email, '@') + 1), '.', ':'), '-', ':')
  || ' :::role:' || role || ' :::language:' || replace(locale, '-', ':')
  || strftime(' :::joined:%Y :::joined:%Y%m :::joined:%Y%m%d', created_at / 1000, 'unixepoch'))) VIRTUAL;--> statement-breakpoint
CREATE VIRTUAL TABLE `invitation_index` USING fts5(
  words, facts, content='invitations', content_rowid='id', detail=none, columnsize=0, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 2 tokenchars ':'"
);--> statement-breakpoint
CREATE VIRTUAL TABLE `invitation_terms` USING fts5vocab('invitation_index', 'row');--> statement-breakpoint
CREATE VIRTUAL TABLE `user_index` USING fts5(
  words, facts, content='users', content_rowid='id', detail=none, columnsize=0, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 2 tokenchars ':'"
);--> statement-breakpoint
CREATE VIRTUAL TABLE `user_terms` USING fts5vocab('user_index', 'row');--> statement-breakpoint
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
END;
