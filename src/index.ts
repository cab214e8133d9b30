import { app } from './app.tsx'
import type { Env, MailsMessage, SliceMessage } from './env.ts'

export default {
  fetch: app.fetch,
} satisfies ExportedHandler<Env, MailsMessage | SliceMessage>
