import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { DefinitionList } from '../components/details.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

type CodePageProps = {
  publicId: string
  /** In readable groups. */
  code: string
  link: string
}

/** The code of an invitation, for staff who read it out to the invited person. */
export function CodePage({ publicId, code, link }: CodePageProps) {
  const t = useWords()
  return (
    <PanelLayout title={t('invitations.code.title')} section="invitations">
      <PageHeader title={t('invitations.code.title')} lead={t('invitations.code.journal')} />
      <DefinitionList
        items={[
          { term: t('invitations.code.label'), value: <code class="spoken-code">{code}</code> },
          { term: t('invitations.code.link'), value: <code class="long">{link}</code> },
        ]}
      />
      <p class="hint">{t('invitations.code.hint')}</p>
      <p>
        <LinkButton kind="quiet" href={paths.admin.invitation(publicId)}>
          {t('invitations.code.back')}
        </LinkButton>
      </p>
    </PanelLayout>
  )
}
