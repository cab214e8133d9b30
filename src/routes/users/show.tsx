import { readProfile } from '#src/domain/profiles/read-profile.ts'
import type { AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { readerOf } from '#src/http/reader.ts'
import { page } from '#src/http/respond.tsx'
import type { FieldErrors } from '#views/components/field.tsx'
import { ErasedUserPage, UserPage } from '#views/users/user.tsx'

type Refused = { asked: string; errors: FieldErrors }

/** A person's page, as it is or with a form that was refused. Who was erased is gone, which is not the same as never there. */
export async function showUser(c: AppContext, id: string, refused?: Refused, status: 422 | 429 = 422) {
  const user = await readProfile(c.get('db'), id, readerOf(c))
  if (!user) return notFound(c)
  if (user.erasedAt !== null) return page(c, <ErasedUserPage publicId={id} erasedAt={user.erasedAt} />, 410)
  return refused ? page(c, <UserPage user={user} {...refused} />, status) : page(c, <UserPage user={user} />)
}
