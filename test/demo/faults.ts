import { leftStates } from '#src/domain/batches/batch-mails.ts'
import { countedStates } from '#src/domain/mails/count-moves.ts'

const names = (states: readonly string[]) => states.map((state) => `'${state}'`).join()
const sumOf = (...states: string[]) =>
  `(select coalesce(sum(count), 0) from batch_mail_counts c where c.batch_id = b.id and c.state in (${names(states)}))`
const disorder = (table: string, time: string) =>
  `select id from (select id, ${time} as time, lag(${time}) over (order by id) as before from ${table}) where time < before`
const latestMail = `(select state from mails where dedupe_key >= i.public_id || '/' and dedupe_key < i.public_id || '0'
  order by id desc limit 1)`
const counted = `select i.batch_id, m.state, count(*) as count from mails m join invitations i on i.id = m.invitation_id
  where i.batch_id is not null and m.kind in ('invitation', 'reminder') and m.state in (${names(countedStates)})
  group by i.batch_id, m.state`
const kept = 'select batch_id, state, count from batch_mail_counts where count <> 0'

/** What never holds in a town that the domain has made, each with the question that finds it. */
export const faults = {
  'a row points at nothing': 'pragma foreign_key_check',
  'people are not in the order in which they came': disorder('users', 'created_at'),
  'invitations are not in order': disorder('invitations', 'created_at'),
  'mails are not in order': disorder('mails', 'created_at'),
  'the journal is not in order': disorder('events', 'at'),
  'batches are not in order': disorder('batches', 'created_at'),
  'an accepted invitation is another person’s': `select i.id from invitations i join users u on u.id = i.accepted_by
    where i.email_key <> u.email or u.created_at <> i.accepted_at or i.accepted_at > i.expires_at`,
  'somebody came in without an invitation': `select u.id from users u where not exists
    (select 1 from invitations i where i.accepted_by = u.id)`,
  'somebody has no account': 'select id from users where id not in (select user_id from accounts)',
  'an acceptance is not in the journal': `select i.id from invitations i where accepted_at is not null and not exists
    (select 1 from events e where e.action = 'invitation_accepted' and (e.subject_id = i.public_id
      or e.details ->> 'letter' = i.public_id))`,
  'a promise was not kept': `select i.id from invitations i join grant_groups g on g.grant_id = i.grant_id
    where i.accepted_by is not null and not exists
      (select 1 from group_members m where m.group_id = g.group_id and m.user_id = i.accepted_by)`,
  'the fate is not that of the latest mail': `select i.id from invitations i
    where mail_fate is not nullif(nullif(nullif(${latestMail}, 'queued'), 'sending'), 'sent')`,
  'a stop is not on its invitation': `select i.id from invitations i left join invitation_stops s on s.invitation_id = i.id
    where i.stop is not s.reason`,
  'a stop has no suppression': `select invitation_id from invitation_stops where invitation_id not in
    (select invitation_id from suppressions)`,
  'a reminder was not written': `select i.id from invitations i where reminded_at is not null and address is not null
    and not exists (select 1 from mails where dedupe_key = i.public_id || '/reminder/' || i.sendings)`,
  'a reminder waits for nothing': `select id from invitations where remind_at is not null
    and (accepted_at is not null or reminded_at is not null or stop is not null or remind_at > expires_at)`,
  'a batch has invited others than it says': `select id from batches b where invited_count <>
    (select count(*) from invitations i where i.batch_id = b.id and i.letter_id is null)`,
  'a batch does not add up': `select id from batches where state = 'done' and (invited_count <> counts ->> 'invite'
    or unchanged_count <> counts ->> 'unchanged' or chunks_done <> chunk_count)`,
  'a batch has not the rows it read': `select id from batches b where erased_at is null and
    (select coalesce(sum(row_count), 0) from batch_chunks c where c.batch_id = b.id) <>
    counts ->> 'invite' + counts ->> 'unchanged' + counts ->> 'problem'`,
  'a batch has not its chunks': `select id from batches b where (select count(*) from batch_chunks c where c.batch_id = b.id)
    <> iif(erased_at is null, chunk_count, 0)`,
  'a chunk has not its rows':
    'select batch_id from batch_chunks where json_array_length("rows") <> row_count',
  'mails are counted that are not there': `${kept} except ${counted}`,
  'mails are not counted': `${counted} except ${kept}`,
  'a fuse should have blown': `select id from batches b where paused_at is null
    and (${sumOf('complained')} - fuse_complained > 0 or (${sumOf('bounced', 'complained')} - fuse_bounced - fuse_complained >= 3
      and (${sumOf('bounced', 'complained')} - fuse_bounced - fuse_complained) * 100 >= 3 * (${sumOf(...leftStates)} - fuse_sent)))`,
  'the sweep looks at mails of the past': `select mails.id from mails, mail_flow where mails.id > swept_to
    and mails.created_at < (select max(created_at) from mails) - 600000`,
  'a letter code cannot be found by its end':
    'select id from invitations where (address is null) <> (code_tail is not null)',
  'an address could be somebody’s': `select address from (select address from mails union all select email from users
    union all select email_key from invitations) where address not like '%.example' and address not glob '*@example.[no]*'`,
} as const

/** What a lively town has at least one of. */
export const lively = {
  'in each state': `select count(distinct case when accepted_at is not null then 1 when stop = 'refused' then 2
    when expires_at <= ?1 then 3 when reminded_at is not null then 4 else 5 end) = 5 from invitations where ?1`,
  'with each fate of a mail that there is on a normal day': `select count(distinct mail_fate) >= 4 from invitations where ?1`,
  'codes on paper of three kinds, with and without a name, in each state': `select count(distinct b.id) = 3
    and max(i.postal_address is not null) and max(i.postal_address is null) and max(i.first_name is null)
    and max(i.accepted_at is null and i.expires_at > ?1) and max(i.accepted_at is null and i.expires_at <= ?1)
    from invitations i join batches b on b.id = i.batch_id where i.address is null`,
  'wrong codes now and then': 'select count(*) > 3 from wrong_code_hours where ?1',
  'letter codes, some of them used': `select count(accepted_at) > 0 and count(*) > count(accepted_at)
    from invitations where address is null and ?1`,
  'registered by themselves': `select count(accepted_at) > 0 from invitations where source = 'registration' and ?1`,
  'in five languages': 'select count(distinct locale) = 5 from users where ?1',
  'drafts, one with problems': `select count(*) = 2 and max(counts ->> 'problem') > 0 from batches where state = 'draft' and ?1`,
  'a batch underway': `select count(*) = 1 from batches where state = 'confirmed' and ?1`,
  'a batch that is paused': 'select count(*) = 1 from batches where paused_at is not null and ?1',
  'an act on many that waits for a yes': `select count(*) = 1 from bulk_actions where state = 'draft' and total > 0 and ?1`,
  'smart groups': `select count(*) = 3 from groups where kind = 'smart' and conditions is not null and ?1`,
  'managers of projects': 'select count(distinct project_id) > 3 from project_managers where ?1',
} as const
