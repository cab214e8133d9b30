import type { GroupHead } from '#src/domain/groups/read-group.ts'
import { Moment } from '../components/moment.tsx'
import { useWords } from '../view.ts'

type MemberCountProps = { group: GroupHead; sentence: 'groups.group.lead' | 'groups.deletion.members' }

/** How many belong to a group, as a sentence; of a smart one with the time it was counted. */
export function MemberCount({ group: { memberCount, countedAt }, sentence }: MemberCountProps) {
  const t = useWords()
  if (memberCount === null) return <span>{t('groups.group.uncounted')}</span>
  return (
    <span data-members={memberCount}>
      {t(sentence, { count: memberCount })}
      {countedAt !== null && (
        <span class="hint">
          {t('groups.group.counted')} <Moment at={countedAt} form="date_time" />
        </span>
      )}
    </span>
  )
}
