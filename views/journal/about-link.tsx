import { maySeeJournal } from '#src/domain/events/may.ts'
import { paths } from '#src/paths.ts'
import { useView } from '../view.ts'

type AboutProps = { subject: 'invitation' | 'user' | 'batch' | 'group' | 'project'; id: string }

/** From the page of a thing to all that was done to it, for those who may read the journal. */
export function AboutLink({ subject, id }: AboutProps) {
  const { actor, words } = useView()
  if (!actor || !maySeeJournal(actor)) return null
  return (
    <p>
      <a href={paths.admin.journal({ subject: id })}>{words.t(`journal.about.${subject}`)}</a>
    </p>
  )
}
