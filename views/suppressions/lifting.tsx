import type { FoundSuppression } from '#src/domain/suppressions/find-suppression.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { DefinitionList } from '../components/details.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

type LiftingProps = {
  found: FoundSuppression
  /** As it was typed, where the suppression was looked up by it. */
  address: string | undefined
}

/** Asks whether mail may go to this address again; a person may have said no. */
export function LiftingPage({ found, address }: LiftingProps) {
  const t = useWords()
  const { reason, since, hash, invitation } = found
  const shown = address ?? found.address ?? t('suppressions.gone')
  const back = invitation ? paths.admin.invitation(invitation) : paths.admin.suppressions()
  return (
    <PanelLayout title={t('suppressions.lifting.title')} section="mail">
      <PageHeader title={t('suppressions.lifting.title')} lead={t(`suppressions.lifting.sure.${reason}`)} />
      <form class="card form" method="post" action={paths.admin.suppressionLifting()}>
        <DefinitionList
          items={[
            { term: t('suppressions.address'), value: <bdi>{shown}</bdi> },
            { term: t('suppressions.reason'), value: t(`suppressions.reasons.${reason}`) },
            { term: t('suppressions.since'), value: <Moment at={since} form="date_time" /> },
          ]}
        />
        <p class="hint">{t('suppressions.lifting.consequence')}</p>
        {address === undefined ? (
          <input type="hidden" name="address_hash" value={hash} />
        ) : (
          <input type="hidden" name="address" value={address} />
        )}
        <div class="actions">
          <Button kind="danger">{t('suppressions.lifting.submit')}</Button>
          <LinkButton kind="quiet" href={back}>
            {t('suppressions.lifting.keep')}
          </LinkButton>
        </div>
      </form>
    </PanelLayout>
  )
}
