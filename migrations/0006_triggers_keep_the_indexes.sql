-- SQLite's full-text search finds invitations and people by words and by facts (docs/data.md). The texts stay in their own tables.
CREATE VIRTUAL TABLE `invitation_index` USING fts5(
  words, facts, content='invitations', content_rowid='id', detail=none, columnsize=0,
  tokenize="unicode61 remove_diacritics 2 tokenchars ':'"
);--> statement-breakpoint
CREATE VIRTUAL TABLE `invitation_terms` USING fts5vocab('invitation_index', 'row');--> statement-breakpoint
CREATE VIRTUAL TABLE `user_index` USING fts5(
  words, facts, content='users', content_rowid='id', detail=none, columnsize=0,
  tokenize="unicode61 remove_diacritics 2 tokenchars ':'"
);--> statement-breakpoint
CREATE VIRTUAL TABLE `user_terms` USING fts5vocab('user_index', 'row');--> statement-breakpoint
UPDATE `invitations` SET
  stop = (select reason from invitation_stops s where s.invitation_id = invitations.id),
  mail_fate = (select nullif(nullif(nullif(state, 'queued'), 'sending'), 'sent') from mails
    where dedupe_key >= public_id || '/' and dedupe_key < public_id || '0' order by mails.id desc limit 1);--> statement-breakpoint
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
CREATE TRIGGER `mails_written` AFTER INSERT ON `mails` WHEN new.invitation_id IS NOT NULL BEGIN
  UPDATE invitations SET mail_fate = NULL WHERE id = new.invitation_id AND mail_fate IS NOT NULL;
END;--> statement-breakpoint
CREATE TRIGGER `mails_moved` AFTER UPDATE OF state ON `mails`
WHEN new.invitation_id IS NOT NULL AND new.state <> old.state BEGIN
  UPDATE invitations SET mail_fate = nullif(nullif(nullif(new.state, 'queued'), 'sending'), 'sent')
  WHERE id = new.invitation_id AND mail_fate IS NOT nullif(nullif(nullif(new.state, 'queued'), 'sending'), 'sent')
    AND NOT EXISTS (SELECT 1 FROM mails later WHERE later.id > new.id
      AND later.dedupe_key >= invitations.public_id || '/' AND later.dedupe_key < invitations.public_id || '0');
END;--> statement-breakpoint
CREATE TRIGGER `invitation_stops_set` AFTER INSERT ON `invitation_stops` BEGIN
  UPDATE invitations SET stop = new.reason WHERE id = new.invitation_id;
END;--> statement-breakpoint
CREATE TRIGGER `invitation_stops_changed` AFTER UPDATE OF reason ON `invitation_stops` BEGIN
  UPDATE invitations SET stop = new.reason WHERE id = new.invitation_id;
END;--> statement-breakpoint
CREATE TRIGGER `invitation_stops_lifted` AFTER DELETE ON `invitation_stops` BEGIN
  UPDATE invitations SET stop = NULL WHERE id = old.invitation_id;
END;
