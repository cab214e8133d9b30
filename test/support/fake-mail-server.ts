import type { TestProject } from 'vitest/node'
import { startFakeMail } from '#scripts/fake-mail/server.ts'

/** Starts the fake MailChannels once for a run; its address reaches the runtime as FAKE_MAIL_URL. */
export default async function start({ provide }: TestProject) {
  const fake = await startFakeMail()
  provide('fakeMailUrl', fake.url)
  return () => fake.close()
}

declare module 'vitest' {
  interface ProvidedContext {
    fakeMailUrl: string
  }
}
