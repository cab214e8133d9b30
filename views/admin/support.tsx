import type { Helped } from '#src/domain/overview/read-helped.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

/** The first page of support staff: one field to find whoever is on the phone. */
export function SupportPage({ helped }: { helped: readonly Helped[] }) {
  const t = useWords()
  return (
    <PanelLayout title={t('overview.support.title')}>
      <PageHeader title={t('overview.support.title')} lead={t('overview.support.lead')} />
      <search>
        <form class="find-one" method="post" action={paths.admin.invitationSearch()}>
          <TextField
            type="search"
            name="q"
            label={t('overview.support.label')}
            hint={t('overview.support.hint')}
            value=""
            maxlength={2000}
            autocomplete="off"
            attributes={{ spellcheck: 'false', autofocus: true }}
          />
          <Button>{t('overview.support.find')}</Button>
        </form>
      </search>
      <div class="side-by-side">
        {helped.length > 0 && <LastHelped helped={helped} />}
        <MayDo />
      </div>
      <p>
        <a href={paths.admin.bulkActions()}>{t('bulk.all.title')}</a>
      </p>
    </PanelLayout>
  )
}

function LastHelped({ helped }: { helped: readonly Helped[] }) {
  const t = useWords()
  return (
    <section class="list" aria-labelledby="helped-title">
      <h2 id="helped-title">{t('overview.support.recent')}</h2>
      <ul class="rows">
        {helped.map(({ publicId, address, name, at }) => (
          <li data-id={publicId}>
            <a href={paths.admin.invitation(publicId)}>
              <bdi>{address ?? t('overview.support.letter')}</bdi>
            </a>
            {name && <bdi class="soft">{name}</bdi>}
            <Moment at={at} form="date_time" />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MayDo() {
  const t = useWords()
  const acts = ['see', 'send', 'reveal', 'correct', 'delete', 'journal'] as const
  return (
    <section class="list" aria-labelledby="may-title">
      <h2 id="may-title">{t('overview.support.may.title')}</h2>
      <ul class="bullets">
        {acts.map((act) => (
          <li>{t(`overview.support.may.${act}`)}</li>
        ))}
      </ul>
    </section>
  )
}
