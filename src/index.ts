import { app } from './app.tsx'
import type { Env, MailsMessage, SliceMessage } from './env.ts'
import { tick } from './jobs/cron.ts'
import { workThrough } from './jobs/queue.ts'

export default {
  fetch: app.fetch,
  scheduled: (controller, env) => tick(env, controller.scheduledTime),
  queue: (batch, env) => workThrough(batch, env, Date.now),
} satisfies ExportedHandler<Env, MailsMessage | SliceMessage>
