import type { FakeLetter } from '#scripts/fake-mail/letters.ts'
import type { FakeEvent } from '#scripts/fake-mail/reports.ts'
import { type FakeMail, startFakeMail } from '#scripts/fake-mail/server.ts'

/** The fake MailChannels of a journey. */
export type Provider = {
  /** What `npm start` needs to write through it. */
  environment: NodeJS.ProcessEnv
  /** Waits until as many letters to the address have been taken, in the order of their arrival. */
  lettersTo: (address: string, count?: number) => Promise<FakeLetter[]>
  letters: () => Promise<FakeLetter[]>
  /** Reports what became of letters, to the enrolled address. */
  report: (...events: FakeEvent[]) => Promise<void>
  /** Refuses the key from now on, or works again. */
  refuse: () => Promise<void>
  repair: () => Promise<void>
  stop: () => Promise<void>
}

export async function startProvider(): Promise<Provider> {
  const fake = await startFakeMail()
  const letters = (to = '') => ask<FakeLetter[]>(fake, 'GET', `/letters?to=${encodeURIComponent(to)}`)
  return {
    environment: {
      MAIL_TRANSPORT: 'mailchannels',
      MAILCHANNELS_URL: fake.url,
      MAILCHANNELS_KEY: fake.key,
      MAILCHANNELS_ACCOUNT: fake.account,
    },
    letters,
    lettersTo: (address, count = 1) => untilTaken(() => letters(address), address, count),
    report: async (...events) => {
      const { deliveries } = await ask<{ deliveries: { status: number }[] }>(fake, 'POST', '/events', {
        events,
      })
      const statuses = deliveries.map(({ status }) => status)
      if (statuses.join() !== '200')
        throw new Error(`The report was answered with ${statuses.join() || 'nothing'}`)
    },
    refuse: () => ask(fake, 'POST', '/faults', { mode: 'forbidden', on: 'any' }),
    repair: () => ask(fake, 'DELETE', '/faults'),
    stop: fake.close,
  }
}

async function ask<T>(fake: FakeMail, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${fake.url}/_fake${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`The fake answered ${answer.status}: ${await answer.text()}`)
  const text = await answer.text()
  return JSON.parse(text || 'null')
}

async function untilTaken(letters: () => Promise<FakeLetter[]>, address: string, count: number) {
  const until = Date.now() + 20_000
  while (Date.now() < until) {
    const found = await letters()
    if (found.length >= count) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No ${count} letters to ${address} have arrived`)
}
