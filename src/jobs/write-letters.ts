import { resetSeconds } from '#src/auth.ts'
import type { LetterFacts } from '#src/domain/mails/gather-letters.ts'
import type { Attempt } from '#src/domain/mails/record-deliveries.ts'
import { logFailure } from '#src/log-failure.ts'
import { composeLetter } from '#src/mail/compose.tsx'
import type { Letter } from '#src/mail/letter.ts'
import type { House } from './house.ts'
import { newResetToken } from './new-reset-token.ts'

export type Written = { facts: LetterFacts; letter: Letter }

/** Writes each letter. One that cannot be written has failed and does not stop the others. */
export async function writeLetters(house: House, gathered: LetterFacts[], now: number) {
  const written: Written[] = []
  const failures: Attempt[] = []
  for (const facts of gathered) {
    try {
      written.push({ facts, letter: await writeLetter(house, facts, now) })
    } catch (error) {
      logFailure('writeLetters', error)
      const delivery = { outcome: 'failed', reason: 'unwritable', isPermanent: true } as const
      failures.push({ mail: facts.mail, delivery })
    }
  }
  return { written, failures }
}

async function writeLetter(house: House, facts: LetterFacts, now: number): Promise<Letter> {
  if (facts.kind !== 'password_reset') return composeLetter(facts, house.settings, now)
  const token = await newResetToken(house, facts.mail.address)
  return composeLetter({ ...facts, token, tokenExpiresAt: now + resetSeconds * 1000 }, house.settings, now)
}
