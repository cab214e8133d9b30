import type { FoundSuppression } from '#src/domain/suppressions/find-suppression.ts'
import type { ListedSuppression } from '#src/domain/suppressions/list-suppressions.ts'
import { mayLiftSuppressions } from '#src/domain/suppressions/may.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { DefinitionList } from '../components/details.tsx'
import { Empty } from '../components/empty.tsx'
import { TextField } from '../components/field.tsx'
import { MailNav } from '../components/mail-nav.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { Table } from '../components/table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'

/** What became of a search: it finds only whole addresses, since only their hashes are kept. */
export type SuppressionSearch =
  | { state: 'none' | 'invalid' | 'free' }
  | { state: 'found'; found: FoundSuppression; address: string }

export type SuppressionListProps = {
  rows: ListedSuppression[]
  next?: string
  previous?: string
  typed: string
  search: SuppressionSearch
}

/** The addresses to which nothing is sent, and the way to look one up. */
export function SuppressionsPage(props: SuppressionListProps) {
  const t = useWords()
  const { typed } = props
  return (
    <PanelLayout title={t('suppressions.title')} section="mail">
      <MailNav current="suppressions" />
      <PageHeader title={t('suppressions.title')} lead={t('suppressions.lead')} />
      <Search typed={typed} />
      <SuppressionList {...props} />
    </PanelLayout>
  )
}

/** Not while typing: only a whole address is found. */
function Search({ typed }: { typed: string }) {
  const t = useWords()
  return (
    <search>
      <form class="filters" method="get" action={paths.admin.suppressions()}>
        <TextField
          type="search"
          name="q"
          label={t('suppressions.search')}
          hint={t('suppressions.search_hint')}
          value={typed}
          maxlength={500}
          autocomplete="off"
          attributes={{ autocapitalize: 'off', spellcheck: 'false', inputmode: 'email' }}
        />
        <Button kind="quiet">{t('suppressions.search_button')}</Button>
      </form>
    </search>
  )
}

function SuppressionList({ rows, next, previous, typed, search }: SuppressionListProps) {
  return (
    <div class="list">
      <Found search={search} typed={typed} />
      {search.state === 'none' && (rows.length > 0 ? <Rows rows={rows} /> : <NoSuppressions />)}
      <Paging
        next={next && paths.admin.suppressions({ after: next })}
        previous={previous && paths.admin.suppressions({ before: previous })}
      />
    </div>
  )
}

function Found({ search, typed }: Pick<SuppressionListProps, 'search' | 'typed'>) {
  const t = useWords()
  switch (search.state) {
    case 'none':
      return null
    case 'found':
      return <FoundCard {...search} />
    case 'invalid':
    case 'free':
      return (
        <p class="note" role="status" data-search={search.state}>
          {t(`suppressions.${search.state}`, { address: typed })}
        </p>
      )
  }
}

function FoundCard({ found, address }: { found: FoundSuppression; address: string }) {
  const t = useWords()
  const { actor } = useView()
  const facts = [
    { term: t('suppressions.reason'), value: t(`suppressions.reasons.${found.reason}`) },
    { term: t('suppressions.since'), value: <Moment at={found.since} form="date_time" /> },
  ]
  if (found.invitation)
    facts.push({
      term: t('suppressions.invitation'),
      value: <a href={paths.admin.invitation(found.invitation)}>{t('suppressions.open_invitation')}</a>,
    })
  return (
    <section class="card" aria-labelledby="found-title" data-search="found" data-reason={found.reason}>
      <div role="status">
        <h2 id="found-title">{t('suppressions.found', { address })}</h2>
      </div>
      <DefinitionList items={facts} />
      {actor && mayLiftSuppressions(actor) ? (
        <LinkButton kind="quiet" href={paths.admin.suppressionLifting({ address })}>
          {t('suppressions.lift')}
        </LinkButton>
      ) : (
        <p class="hint">{t('suppressions.ask_admin')}</p>
      )}
    </section>
  )
}

function Rows({ rows }: { rows: ListedSuppression[] }) {
  const t = useWords()
  const { actor } = useView()
  const head = [t('suppressions.address'), t('suppressions.reason'), t('suppressions.since')]
  const mayLift = actor !== null && mayLiftSuppressions(actor)
  return (
    <Table caption={t('suppressions.title')} head={mayLift ? [...head, t('suppressions.action')] : head}>
      {rows.map((row) => (
        <SuppressionRow row={row} mayLift={mayLift} />
      ))}
    </Table>
  )
}

function SuppressionRow({ row, mayLift }: { row: ListedSuppression; mayLift: boolean }) {
  const t = useWords()
  const { owner, hash, reason, since } = row
  const name = owner?.address ?? t('suppressions.gone')
  return (
    <tr data-id={hash} data-state={reason}>
      <th scope="row">
        {owner ? (
          <a href={paths.admin.invitation(owner.invitation)}>{name}</a>
        ) : (
          <span class="soft">{name}</span>
        )}
      </th>
      <td data-label={t('suppressions.reason')}>{t(`suppressions.reasons.${reason}`)}</td>
      <td data-label={t('suppressions.since')}>
        <Moment at={since} form="date_time" />
      </td>
      {mayLift && (
        <td>
          <a
            href={paths.admin.suppressionLifting({ hash })}
            aria-label={t('suppressions.lift_of', { address: name })}
          >
            {t('suppressions.lift')}
          </a>
        </td>
      )}
    </tr>
  )
}

function NoSuppressions() {
  const t = useWords()
  return (
    <Empty title={t('suppressions.empty.title')}>
      <p>{t('suppressions.empty.text')}</p>
    </Empty>
  )
}
