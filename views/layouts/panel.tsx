import type { Child } from 'hono/jsx'
import { maySeeJournal } from '#src/domain/events/may.ts'
import { maySeeGroups } from '#src/domain/groups/may.ts'
import { maySeeMail } from '#src/domain/mails/may.ts'
import { maySeeProjects } from '#src/domain/projects/may.ts'
import { mayChangeSettings } from '#src/domain/settings/may.ts'
import { maySeeOverview, maySeePanel, maySeeUsers } from '#src/domain/users/may.ts'
import { paths } from '#src/paths.ts'
import { Brand } from '../components/brand.tsx'
import { LinkButton } from '../components/button.tsx'
import { FlashNote } from '../components/flash.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { SignOut } from '../components/sign-out.tsx'
import { MailBanner } from '../mail/banner.tsx'
import { useView, useWords } from '../view.ts'
import { Document } from './document.tsx'

export type Section =
  | 'users'
  | 'groups'
  | 'projects'
  | 'invitations'
  | 'batches'
  | 'mail'
  | 'journal'
  | 'settings'

/** The panel of administrators and support staff. */
export function PanelLayout({
  title,
  section,
  children,
}: {
  title: string
  section?: Section
  children: Child
}) {
  return (
    <Document title={title} space="panel">
      <header class="site-header">
        <Brand href={paths.admin.home()} />
        <PanelAccount />
        <PanelNav section={section} />
      </header>
      <main id="main">
        <MailBanner />
        <FlashNote />
        {children}
      </main>
    </Document>
  )
}

const sections = [
  { section: 'invitations', href: paths.admin.invitations(), may: maySeePanel },
  { section: 'batches', href: paths.admin.batches(), may: maySeeOverview },
  { section: 'users', href: paths.admin.users(), may: maySeeUsers },
  { section: 'groups', href: paths.admin.groups(), may: maySeeGroups },
  { section: 'projects', href: paths.admin.projects(), may: maySeeProjects },
  { section: 'mail', href: paths.admin.mail(), may: maySeeMail },
  { section: 'journal', href: paths.admin.journal(), may: maySeeJournal },
  { section: 'settings', href: paths.admin.settings(), may: mayChangeSettings },
] as const

function PanelNav({ section: current }: { section: Section | undefined }) {
  const { actor } = useView()
  const t = useWords()
  if (!actor) return null
  return (
    <nav class="panel-nav" aria-label={t('common.nav.panel')}>
      <ul>
        {sections
          .filter(({ may }) => may(actor))
          .map(({ section, href }) => (
            <li>
              <a href={href} aria-current={section === current ? 'true' : undefined}>
                {t(`common.sections.${section}`)}
              </a>
            </li>
          ))}
      </ul>
      {maySeeOverview(actor) && (
        <LinkButton href={paths.admin.newBatch()}>{t('common.nav.invite_users')}</LinkButton>
      )}
    </nav>
  )
}

function PanelAccount() {
  const { actor, hasMailbox, words } = useView()
  return (
    <div class="site-account">
      {hasMailbox && <a href={paths.mailbox()}>{words.t('common.nav.mailbox')}</a>}
      <LanguageSwitch />
      {actor && (
        <a class="site-person" href={paths.home()}>
          {`${actor.firstName} ${actor.lastName}`}
        </a>
      )}
      <SignOut />
    </div>
  )
}
