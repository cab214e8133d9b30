import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { CodeSpelling } from './code-spelling.tsx'

type CodePageProps = {
  publicId: string
  /** What the invitation is called: its address, or a name. */
  title: string
  /** In readable groups. */
  code: string
  link: string
  isExpired: boolean
}

/** The code of an invitation, for staff who read it out to the invited person, copy it or print it. */
export function CodePage({ publicId, title, code, link, isExpired }: CodePageProps) {
  const t = useWords()
  return (
    <PanelLayout title={t('invitations.code.title')} section="invitations">
      <PageHeader title={t('invitations.code.title')} lead={<bdi>{title}</bdi>} />
      {isExpired && (
        <p class="note" data-tone="warn">
          {t('invitations.code.expired')}
        </p>
      )}
      <section class="card revealed-code">
        <Copied what="code" text={code} isBig />
        <Copied what="link" text={link} />
        <p role="status" data-copy-status />
        <p class="hint">{t('invitations.code.hint')}</p>
      </section>
      <CodeSpelling code={code} />
      <p class="hint">{t('invitations.code.journal')}</p>
      <p>
        <LinkButton kind="quiet" href={paths.admin.invitation(publicId)}>
          {t('invitations.code.back')}
        </LinkButton>
      </p>
    </PanelLayout>
  )
}

type CopiedProps = { what: 'code' | 'link'; text: string; isBig?: boolean }

/** A text to be selected; where scripts run, with a button that copies it (assets/parvis.js). */
function Copied({ what, text, isBig }: CopiedProps) {
  const t = useWords()
  return (
    <div
      class="copied"
      data-copy={t(`invitations.code.copy_${what}`)}
      data-copy-done={t(`invitations.code.copied_${what}`)}
      data-copy-failed={t('invitations.code.uncopied')}
    >
      <h2>{t(`invitations.code.${what === 'code' ? 'label' : 'link'}`)}</h2>
      <code class={isBig ? 'spoken-code' : 'long'} translate="no">
        {text}
      </code>
    </div>
  )
}
