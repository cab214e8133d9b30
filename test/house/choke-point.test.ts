import { expect, it } from 'vitest'
import { sourceFiles } from './sources.ts'

/** Behind these, a letter is on its way: nothing asks any more whether its address is suppressed. */
const transports = /\b(transportFor|createMailbox|createMailChannels)\(/
const sends = /\btransport\w*(\([^)]*\))?\.send\(/i

it('has one place that hands letters to a transport, and it asks who is suppressed first', () => {
  const files = sourceFiles().filter(({ path }) => !path.startsWith('src/mail/'))
  const senders = files.filter(({ text }) => transports.test(text) && /\.send\(/.test(text))
  const all = files.filter(({ text }) => sends.test(text))
  expect(new Set([...senders, ...all].map(({ path }) => path))).toEqual(
    new Set(['src/jobs/deliver-mails.ts']),
  )
  const text = senders[0]?.text ?? ''
  expect(text).toMatch(/gatherLetters\(db, keys, allowed\)/)
  expect(text).toMatch(/const allowed = await withholdFromSuppressed\(house, claimed\)/)
})
