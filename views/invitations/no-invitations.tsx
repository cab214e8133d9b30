import type { FilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { paths } from '#src/paths.ts'
import { Empty } from '../components/empty.tsx'
import { useView, useWords } from '../view.ts'
import { dayIn, FilterWords } from './filter-words.tsx'
import { fieldsOf, type Listed, listAddress } from './list-address.ts'

type NoneProps = { listed: Listed; names: FilterNames }

/** Why a list is empty, as far as what was asked for tells, and what to try. */
export function NoInvitations({ listed, names }: NoneProps) {
  const t = useWords()
  const { q, from, until } = listed.query
  const asked = Object.keys(fieldsOf(listed.query)).length
  if (asked === 0)
    return (
      <Empty title={t('invitations.list.empty.title')}>
        <p>{t('invitations.list.empty.text')}</p>
      </Empty>
    )
  if (from && until && from > until) return <TurnedDays listed={listed} from={from} until={until} />
  const isTypedAlone = q && asked === 1
  const title = isTypedAlone
    ? t('invitations.list.none.typed', { typed: q })
    : t('invitations.list.none.title')
  return (
    <Empty title={title}>
      {!isTypedAlone && (
        <p>
          <FilterWords query={listed.query} names={names} />
        </p>
      )}
      {q && <p>{t('invitations.list.none.spelling')}</p>}
      {asked > 1 && <p>{t('invitations.list.none.fewer')}</p>}
      <ShowAll />
    </Empty>
  )
}

/** Nobody was invited from October until September: the same days as they were meant are one link away. */
function TurnedDays({ listed, from, until }: { listed: Listed; from: string; until: string }) {
  const { words } = useView()
  const { t } = words
  const days = { from: dayIn(words, from), until: dayIn(words, until) }
  return (
    <Empty title={t('invitations.list.none.turned.title')}>
      <p>{t('invitations.list.none.turned.text', days)}</p>
      <p>
        <a href={listAddress(listed, { from: until, until: from })}>
          {t('invitations.list.none.turned.turn', days)}
        </a>
      </p>
      <ShowAll />
    </Empty>
  )
}

function ShowAll() {
  return (
    <p>
      <a href={paths.admin.invitations()}>{useWords()('invitations.list.none.clear')}</a>
    </p>
  )
}
