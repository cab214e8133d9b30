import { Empty } from '../components/empty.tsx'
import { ListStatus } from '../components/live-search.tsx'
import { useWords } from '../view.ts'
import { FilterForm } from './filters.tsx'
import { InvitationsFrame } from './list.tsx'
import { fieldsOf, type Listed, listAddress } from './list-address.ts'

/** `unknown` is no invitation's code (any more), `mistyped` can be none, `unknown_link` is a way out that leads to none. */
type CodeNoticeProps = { listed: Listed; problem: 'unknown' | 'mistyped' | 'unknown_link' }

export function CodeNoticePage(props: CodeNoticeProps) {
  return (
    <InvitationsFrame>
      <FilterForm listed={props.listed} />
      <ListStatus />
      <Notice {...props} />
    </InvitationsFrame>
  )
}

/** The answer while typing, in place of the list. */
export function CodeNotice(props: CodeNoticeProps) {
  const t = useWords()
  return (
    <>
      <Notice {...props} />
      <ListStatus isUpdate>{t(`invitations.list.code.${props.problem}.title`)}</ListStatus>
    </>
  )
}

function Notice({ listed, problem }: CodeNoticeProps) {
  const t = useWords()
  const without = { ...listed, query: { ...listed.query, q: undefined } }
  const isFiltered = Object.keys(fieldsOf(without.query)).length > 0
  return (
    <div class="list" id="invitation-list" data-search={problem}>
      <Empty title={t(`invitations.list.code.${problem}.title`)}>
        <p>{t(`invitations.list.code.${problem}.text`)}</p>
        <p>
          <a href={listAddress(without)}>
            {t(isFiltered ? 'invitations.list.code.without' : 'invitations.list.none.clear')}
          </a>
        </p>
      </Empty>
    </div>
  )
}
