import { resetSeconds } from '#src/auth.ts'
import type { LetterFacts, TestFacts } from '#src/domain/mails/letter-facts.ts'
import type { Attempt } from '#src/domain/mails/record-deliveries.ts'
import type { Settings } from '#src/env.ts'
import { logFailure } from '#src/log-failure.ts'
import { type ComposableFacts, composeLetter } from '#src/mail/compose.tsx'
import type { Letter } from '#src/mail/letter.ts'
import { sampleFacts } from '#src/mail/sample-facts.ts'
import type { House } from './house.ts'
import { newResetToken } from './new-reset-token.ts'

export type Written = { facts: LetterFacts; letter: Letter }

/**
 * Writes each letter. One that cannot be written has failed and does not stop the others; it throws when the database fails, which
 * is no letter's fault.
 */
export async function writeLetters(house: House, gathered: LetterFacts[], now: number) {
  const written: Written[] = []
  const failures: Attempt[] = []
  for (const facts of gathered) {
    const token = facts.kind === 'password_reset' ? await newResetToken(house, facts.mail.address) : null
    try {
      written.push({ facts, letter: await writeLetter(house, facts, token, now) })
    } catch (error) {
      logFailure('writeLetters', error)
      const delivery = { outcome: 'failed', reason: 'unwritable', isPermanent: true } as const
      failures.push({ mail: facts.mail, delivery })
    }
  }
  return { written, failures }
}

async function writeLetter(
  { settings }: House,
  facts: LetterFacts,
  token: string | null,
  now: number,
): Promise<Letter> {
  switch (facts.kind) {
    case 'test':
      return composeLetter(testFacts(facts, settings, now), settings, now)
    case 'password_reset': {
      if (token === null) throw new Error('Nobody has this address any more')
      return composeLetter({ ...facts, token, tokenExpiresAt: now + resetSeconds * 1000 }, settings, now)
    }
    default:
      return composeLetter(facts, settings, now)
  }
}

/** A test is real only in whom it greets, who invites and what the batch says. */
function testFacts(facts: TestFacts, { expiryDays }: Settings, now: number): ComposableFacts {
  const { of: kind, mail, reference } = facts
  return { ...sampleFacts(kind, mail.locale, { ...facts, now, expiryDays }), mail, reference }
}
