import type { Env } from '#src/env.ts'
import { logFailure } from '#src/log-failure.ts'
import { countGroups } from './count-groups.ts'
import { eraseBatches } from './erase-batches.ts'
import { forgetOldBulkActions } from './forget-bulk-actions.ts'
import { forgetFailures } from './forget-failures.ts'
import { forgetUploads } from './forget-uploads.ts'
import { forgetWrongCodes } from './forget-wrong-codes.ts'
import { type House, openHouse } from './house.ts'
import { inviteAdministrator } from './invite-administrator.ts'
import { noteTick } from './note-tick.ts'
import { postWaitingMails } from './post-waiting-mails.ts'
import { probeProvider } from './probe-provider.ts'
import { remindInvitees } from './remind-invitees.ts'
import { resumeBatches } from './resume-batches.ts'

/** What the clock does every minute, each part on its own. */
const parts: ((house: House, now: number) => Promise<void>)[] = [
  noteTick,
  inviteAdministrator,
  probeProvider,
  remindInvitees,
  postWaitingMails,
  resumeBatches,
  countGroups,
  eraseBatches,
  forgetOldBulkActions,
  forgetFailures,
  forgetUploads,
  forgetWrongCodes,
]

/** The scheduled work as of an instant. Any part may be repeated or overlap with another run of itself. */
export async function tick(env: Env, now: number): Promise<void> {
  const house = await openHouse(env)
  for (const part of parts) {
    try {
      await part(house, now)
    } catch (error) {
      logFailure(part.name, error)
    }
  }
}
