import { isPublicId } from '#src/domain/ids/is-public-id.ts'
import type { AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { page } from '#src/http/respond.tsx'
import { GoneInvitationPage } from '#views/invitations/gone.tsx'

/** Of an id as invitations have them, that none has it: a tab that was left open may show one that was deleted since. */
export function noInvitation(c: AppContext) {
  return isPublicId(c.req.param('id') ?? '') ? page(c, <GoneInvitationPage />, 404) : notFound(c)
}
