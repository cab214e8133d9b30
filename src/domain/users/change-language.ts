import { eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { recordEvent } from '#src/domain/events/event.ts'
import type { Actor } from './user.ts'

/** The language in which a person reads our pages and mails from now on. */
export async function changeLanguage(db: Database, actor: Actor, locale: string, now: number): Promise<void> {
  await db.batch([
    db
      .update(users)
      .set({ locale, updatedAt: new Date(now) })
      .where(eq(users.id, actor.id)),
    recordEvent(db, {
      at: now,
      actorId: actor.id,
      action: 'language_changed',
      subjectType: 'user',
      subjectId: actor.publicId,
      details: { locale },
    }),
  ])
}
