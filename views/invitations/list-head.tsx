import { mayExportInvitations } from '#src/domain/invitations/may.ts'
import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { useView } from '../view.ts'
import { filterParts } from './filter-words.tsx'
import type { ListProps } from './list.tsx'
import { countsAddress, fieldsOf, listAddress } from './list-address.ts'
import { ExactCount, MatchCountLater } from './match-count.tsx'

/** How many match, by what they are filtered, and what can be had of them. */
export function ListHead(props: ListProps) {
  const { actor, words } = useView()
  const { query } = props.listed
  const isEmpty = props.rows.length === 0
  return (
    <div class="list-head">
      {!isEmpty && <HowMany {...props} />}
      <FilterChips {...props} />
      {actor && mayExportInvitations(actor) && !isEmpty && (
        <LinkButton kind="quiet" href={paths.admin.invitationExport(fieldsOf(query))}>
          {words.t('invitations.list.export')}
        </LinkButton>
      )}
    </div>
  )
}

function HowMany(props: ListProps) {
  const known = knownCount(props)
  if (known !== undefined) return <ExactCount count={known} />
  return <MatchCountLater query={props.listed.query} comesWithTabs={Boolean(countsAddress(props.listed))} />
}

/** How many match, where that is known without looking at each. */
export function knownCount({ rows, next, previous }: ListProps): number | undefined {
  return next || previous ? undefined : rows.length
}

/** Every filter but the state, whose tab is chosen above, as a link that takes it away. */
function FilterChips({ listed, names }: ListProps) {
  const { words, timeZone } = useView()
  const parts = filterParts(words, timeZone, { query: listed.query, names }).filter(
    ({ fields }) => !fields.includes('state'),
  )
  if (parts.length === 0) return null
  return (
    <ul class="filter-chips">
      {parts.map(({ fields, text }) => (
        <li>
          <a
            href={listAddress(listed, Object.fromEntries(fields.map((field) => [field, undefined])))}
            aria-label={words.t('invitations.list.remove', { text })}
          >
            <bdi>{text}</bdi>
            <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {parts.length > 1 && (
        <li>
          <a class="clear" href={paths.admin.invitations({ state: listed.query.state })}>
            {words.t('invitations.list.clear')}
          </a>
        </li>
      )}
    </ul>
  )
}
