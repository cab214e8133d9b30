import { paths } from '#src/paths.ts'
import { useWords } from '../view.ts'

/** Somebody with an account, by name; who was erased has none any more. */
export function Person({
  person,
  none,
}: {
  person: { publicId: string; name: string } | null
  none: string
}) {
  const t = useWords()
  if (!person) return <span>{none}</span>
  return (
    <a href={paths.admin.user(person.publicId)}>{person.name.trim() || t('invitations.timeline.gone')}</a>
  )
}
