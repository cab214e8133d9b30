-- How many members a group has stands with it: of a manual one kept by triggers, of a smart one counted by the clock (docs/data.md).
ALTER TABLE `groups` ADD `member_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `groups` ADD `counted_at` integer;--> statement-breakpoint
ALTER TABLE `groups` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `groups` SET member_count = (SELECT count(*) FROM group_members WHERE group_id = groups.id) WHERE kind = 'manual';--> statement-breakpoint
CREATE TRIGGER `group_members_put` AFTER INSERT ON `group_members` BEGIN
  UPDATE groups SET member_count = member_count + 1 WHERE id = new.group_id AND kind = 'manual';
END;--> statement-breakpoint
CREATE TRIGGER `group_members_gone` AFTER DELETE ON `group_members` BEGIN
  UPDATE groups SET member_count = member_count - 1 WHERE id = old.group_id AND kind = 'manual';
END;--> statement-breakpoint
CREATE TRIGGER `groups_decide_otherwise` AFTER UPDATE OF conditions ON `groups` WHEN old.conditions IS NOT new.conditions BEGIN
  UPDATE groups SET counted_at = NULL, revision = revision + 1 WHERE id = new.id OR conditions -> '$.groups' IS NOT NULL;
END;--> statement-breakpoint
CREATE TRIGGER `groups_rested_on` AFTER DELETE ON `groups`
WHEN EXISTS (SELECT 1 FROM groups g JOIN json_each(g.conditions, '$.groups') one ON one.value = old.id) BEGIN
  UPDATE groups SET counted_at = NULL, revision = revision + 1 WHERE conditions -> '$.groups' IS NOT NULL;
END;
