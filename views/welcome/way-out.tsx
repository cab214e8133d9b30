import type { Child } from 'hono/jsx'
import type { LeavableInvitation } from '#src/domain/invitations/find-way-out.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { formatMoment } from '../components/moment.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'

/** Said and done; and how to come back. Without an invitation, for a letter whose invitation is gone. */
export function LeftPage({ invitation }: { invitation?: LeavableInvitation }) {
  const { platformName: platform } = useView()
  const t = useWords()
  return (
    <WayOutPage title={t('welcome.way_out.done_title')}>
      <p class="lead">{t('welcome.way_out.done_text', { platform })}</p>
      <ChangedMind invitation={invitation} />
    </WayOutPage>
  )
}

/** The link in the letter and its code stay good; after its end they ask for a new mail. */
function ChangedMind({ invitation }: { invitation: LeavableInvitation | undefined }) {
  const { words, timeZone } = useView()
  const { t } = words
  if (!invitation) return <p class="soft">{t('welcome.way_out.done_gone')}</p>
  const date = formatMoment(words, timeZone, invitation.expiresAt)
  return (
    <>
      <p class="soft">
        {invitation.isExpired ? t('welcome.way_out.done_expired') : t('welcome.refusal.mind', { date })}
      </p>
      <LinkButton href={paths.codeEntry()} kind="quiet">
        {t('welcome.way_out.code')}
      </LinkButton>
    </>
  )
}

export function NothingMorePage() {
  const t = useWords()
  return (
    <WayOutPage title={t('welcome.way_out.accepted_title')}>
      <p class="lead">{t('welcome.way_out.accepted_text')}</p>
    </WayOutPage>
  )
}

/** The letter is still in a mailbox, its invitation is not: only the address is left to be spared. */
export function GonePage({ action }: { action: string }) {
  const { platformName: platform } = useView()
  const t = useWords()
  return (
    <WayOutPage title={t('welcome.way_out.gone_title')}>
      <p class="lead">{t('welcome.way_out.gone_text', { platform })}</p>
      <form method="post" action={action}>
        <Button kind="quiet">{t('welcome.way_out.gone_submit')}</Button>
      </form>
    </WayOutPage>
  )
}

export function UnknownWayPage() {
  const t = useWords()
  return (
    <WayOutPage title={t('welcome.way_out.unknown_title')}>
      <p class="lead">{t('welcome.way_out.unknown_text')}</p>
    </WayOutPage>
  )
}

function WayOutPage({ title, children }: { title: string; children: Child }) {
  return (
    <PublicLayout title={title}>
      <h1>{title}</h1>
      {children}
    </PublicLayout>
  )
}
