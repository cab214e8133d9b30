import { expect, it } from 'vitest'
import { sourceFiles } from './sources.ts'

/** Verbs by which somebody acts. */
const takesActor = /\bactor(: (Actor|Exporter|Pick<Actor)| }: Asked)/
const asksAgain = /\b(stillHolds|stillAdministers|mayStillAct)\(/

/** Which do not ask in their own statements whether who acts still has the role, and why not. */
const others: Record<string, string> = {
  'batches/draft-batch.ts': 'a draft does nothing until an administrator confirms it',
  'batches/open-draft.ts': 'a draft does nothing until an administrator confirms it',
  'batches/change-choice.ts': 'a draft is confirmed as it was seen, by its revision',
  'batches/repair-row.ts': 'a draft is confirmed as it was seen, by its revision',
  'bulk-actions/draft-bulk-action.ts': 'a draft does nothing until whoever made it confirms it',
  'bulk-actions/list-bulk-actions.ts': 'it only shows, by the policy of maySeeBulkAction',
  'uploads/keep-upload.ts': 'a file waits for whoever brought it, and for nobody else',
  'uploads/forget-upload.ts': 'a file waits for whoever brought it, and for nobody else',
  'uploads/read-upload.ts': 'a file waits for whoever brought it, and for nobody else',
  'events/export-events.ts': 'recordExport asks',
  'invitations/export-invitations.ts': 'recordExport asks',
  'profiles/export-users.ts': 'recordExport asks',
  'invitations/print-letter.ts': 'revealCode asks',
  'invitations/weigh-correction.ts': 'correctAddress asks',
  'invitations/find-invitation.ts': 'it tells the invitee about their own invitation',
  'invitations/receive-invitation.ts': 'everybody receives what they were invited to, whatever their role',
  'users/change-language.ts': 'everybody chooses their own language, whatever their role',
  'users/prove-own-password.ts': 'it changes nothing: what is proven is asked for next',
}

it('asks again, in the statement that acts, whether who acts still may', () => {
  const verbs = sourceFiles().filter(({ path, text }) => isVerb(path) && takesActor.test(text))
  const silent = verbs.filter(({ text }) => !asksAgain.test(text)).map(({ path }) => nameOf(path))
  expect(silent.toSorted()).toEqual(Object.keys(others).toSorted())
})

function isVerb(path: string): boolean {
  return path.startsWith('src/domain/') && !path.endsWith('/may.ts')
}

function nameOf(path: string): string {
  return path.replace('src/domain/', '')
}
