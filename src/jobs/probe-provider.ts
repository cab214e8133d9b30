import { postMails } from '#src/domain/mails/post-mails.ts'
import { recordProbe } from '#src/domain/mails/record-probe.ts'
import { takeProbe } from '#src/domain/mails/take-probe.ts'
import { logFailure } from '#src/log-failure.ts'
import { transportFor } from '#src/mail/transport.ts'
import type { House } from './house.ts'

/** While mail is closed, asks the provider now and then whether it works again; no mail is risked for that. */
export async function probeProvider(house: House, now: number): Promise<void> {
  const { env, db, settings } = house
  if (!house.closure || !(await takeProbe(db, now))) return
  const probe = await recordProbe(db, await isWorking(house), null, settings, now)
  if (probe.outcome === 'opened') await postMails(env.MAILS, probe.mailIds, now)
}

async function isWorking({ env, settings }: House): Promise<boolean> {
  try {
    return await transportFor(env, settings).probe()
  } catch (error) {
    logFailure('probeProvider', error)
    return false
  }
}
