import type { FilterChoices } from '#src/domain/invitations/read-filter-choices.ts'
import type { FilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { SelectField } from '../components/select-field.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { fieldsOf, type Listed } from './list-address.ts'
import { mailOptions } from './mail-options.ts'
import { MoreFields } from './more-fields.tsx'

type MoreProps = { listed: Listed; choices: FilterChoices; names: FilterNames }

const moreNames = ['group', 'inviter', 'batch', 'language', 'from', 'until', 'ends'] as const

/** The search above the list: a form that is posted, and with a script a list that follows while one types. */
export function FilterForm({ listed }: { listed: Listed }) {
  const t = useWords()
  return (
    <search>
      <form
        class="filters invitation-filters"
        method="post"
        action={paths.admin.invitationSearch()}
        hx-post={paths.admin.invitationSearch()}
        hx-target="#invitation-list"
        hx-swap="outerHTML"
        hx-trigger="input delay:300ms, submit"
        hx-sync="this:replace"
        hx-indicator="#invitation-loading"
        {...{ 'hx-status:429': 'swap:none', 'hx-status:5xx': 'swap:none' }}
        data-list="invitation-list"
      >
        {listed.query.state && <input type="hidden" name="state" value={listed.query.state} />}
        <MainFields listed={listed} />
        <Button kind="quiet">{t('invitations.list.search_button')}</Button>
        <MoreLink listed={listed} />
        <p class="list-loading" id="invitation-loading" aria-hidden="true">
          {t('invitations.list.loading')}
        </p>
        <p class="error list-failed" role="alert" data-failed={t('invitations.list.request_failed')} />
      </form>
    </search>
  )
}

function MainFields({ listed: { query, sort, orders } }: { listed: Listed }) {
  const { words } = useView()
  const { t } = words
  return (
    <>
      <TextField
        type="search"
        name="q"
        label={t('invitations.list.search')}
        value={query.q}
        maxlength={2000}
        autocomplete="off"
        attributes={{ spellcheck: 'false', autocapitalize: 'none' }}
      />
      <SelectField
        name="mail"
        label={t('invitations.list.mail')}
        options={mailOptions(words)}
        value={query.mail}
      />
      <SelectField
        name="sort"
        label={t('invitations.list.sort')}
        options={orders.map((value) => ({ value, label: t(`invitations.list.sorts.${value}`) }))}
        value={sort}
      />
    </>
  )
}

/** A link to all other filters, which a script puts in its place; until then, what they say goes with the form. */
function MoreLink({ listed }: { listed: Listed }) {
  const t = useWords()
  const { query, sort } = listed
  const kept = moreNames.flatMap((name) => (query[name] ? [[name, query[name]] as const] : []))
  const address = paths.admin.invitationFilters({ ...fieldsOf(query), sort })
  return (
    <div class="more-filters" id="more-filters">
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <a class="more-link" href={address} hx-get={address} hx-target="#more-filters" hx-swap="outerHTML">
        {kept.length > 0
          ? t('invitations.list.more_count', { count: kept.length })
          : t('invitations.list.more')}
      </a>
    </div>
  )
}

/** The other filters in the place of the link to them. */
export function MoreFilters(props: MoreProps) {
  return (
    <div class="more-filters" id="more-filters">
      <MoreFields {...props} isFirst />
    </div>
  )
}

/** All filters on a page of their own. */
export function FiltersPage(props: MoreProps) {
  const t = useWords()
  const { query } = props.listed
  return (
    <PanelLayout title={t('invitations.list.filter_title')} section="invitations">
      <PageHeader title={t('invitations.list.filter_title')} />
      <form class="form" method="post" action={paths.admin.invitationSearch()}>
        {query.state && <input type="hidden" name="state" value={query.state} />}
        <MainFields listed={props.listed} />
        <MoreFields {...props} />
        <Button>{t('invitations.list.show')}</Button>
      </form>
    </PanelLayout>
  )
}
