import { maySeeUsers } from '#src/domain/users/may.ts'
import { paths } from '#src/paths.ts'
import { useView, useWords } from '../view.ts'

/** A person's name, or that the person was erased: then nothing is left of it. */
export function PersonName({ name }: { name: string }) {
  const t = useWords()
  return name.trim() === '' ? <span class="soft">{t('users.erased.title')}</span> : <span>{name}</span>
}

/** The same as a link to the person's page, for those who may open it. */
export function PersonLink({ person: { publicId, name } }: { person: { publicId: string; name: string } }) {
  const { actor } = useView()
  if (!actor || !maySeeUsers(actor)) return <PersonName name={name} />
  return (
    <a href={paths.admin.user(publicId)}>
      <PersonName name={name} />
    </a>
  )
}
