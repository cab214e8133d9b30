import { sql } from 'drizzle-orm'
import { advanceSweep } from '#src/domain/mails/fresh.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db } from './cast.ts'
import { invite, inviteAlso, now } from './invitations.ts'
import { addBatchWith } from './outbox.ts'
import { addGroup } from './panel.ts'

/** Invitations in every state, each with its mail in any of its states, ending within thirty days; answers with ids to filter by. */
export async function inviteTown(count: number) {
  const ada = await addUser(cast.ada)
  const batchId = await addBatchWith('', ada)
  const group = await addGroup('Quartier A')
  const model = await invite('vera@parvis.test', { promise: { groups: [group.id] } })
  await inviteAlso(model, count)
  await db.batch([
    db.run(sql`update invitations set inviter_id = ${ada.id}, batch_id = ${batchId},
      created_at = ${now} - (id % 40) * ${dayMs},
      expires_at = ${now} + (id % 40 - 10) * ${dayMs} + (id % 24 - 12) * ${dayMs / 24} + 1000,
      reminded_at = iif(id % 3 = 0, 1, null), locale = iif(id % 2, 'fr', 'nl-BE'),
      accepted_at = iif(id % 5 = 0, 1, null), accepted_by = iif(id % 5 = 0, ${ada.id}, null)`),
    db.run(sql`insert into invitation_stops (invitation_id, reason, at)
      select id, iif(id % 2, 'refused', 'unsubscribed'), 1 from invitations where id % 7 = 0`),
    db.run(sql`insert into mails (dedupe_key, kind, invitation_id, address, locale, state, not_before, created_at)
      select public_id || '/' || iif(reminded_at is null, 'invitation', 'reminder') || '/1',
        iif(reminded_at is null, 'invitation', 'reminder'), id, address, locale, 'sent', 1, 1
      from invitations where true on conflict do nothing`),
    db.run(sql`update mails set state = ${stateByNumber}, not_before = 1`),
    // As the clock does each minute.
    advanceSweep(db),
  ])
  const batch = (await db.query.batches.findFirst())?.publicId ?? ''
  return { batch, group: group.publicId, inviter: ada.publicId }
}

const stateByNumber = sql`case id % 9
  when 0 then 'sent' when 1 then 'delivered' when 2 then 'deferred' when 3 then 'bounced' when 4 then 'complained'
  when 5 then 'suppressed' when 6 then 'failed' when 7 then iif(id - (select min(id) from mails) < 180, 'queued', 'sent') else 'delivered' end`
