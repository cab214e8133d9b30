import type { Child } from 'hono/jsx'
import { maySeePanel } from '#src/domain/users/may.ts'
import { paths } from '#src/paths.ts'
import { Brand } from '../components/brand.tsx'
import { FlashNote } from '../components/flash.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { SignOut } from '../components/sign-out.tsx'
import { SupportContact } from '../components/support-contact.tsx'
import { useView, useWords } from '../view.ts'
import { Document } from './document.tsx'

/** Pages for everyone: visitors, invitees, members. A wide page lays out its own columns; one that greets by itself leaves the flash out. */
export function PublicLayout({
  title,
  width = 'reading',
  saysFlash = true,
  children,
}: {
  title: string
  width?: 'reading' | 'wide'
  saysFlash?: boolean
  children: Child
}) {
  return (
    <Document title={title} space="public">
      <header class="site-header">
        <Brand href={paths.home()} />
        <div class="site-account">
          <LanguageSwitch />
          <Account />
        </div>
      </header>
      <main id="main" class={width}>
        {saysFlash && <FlashNote />}
        {children}
      </main>
      <PublicFooter />
    </Document>
  )
}

function Account() {
  const { actor, path, words } = useView()
  if (actor)
    return (
      <>
        {maySeePanel(actor) && <a href={paths.admin.home()}>{words.t('common.nav.panel')}</a>}
        <SignOut />
      </>
    )
  if (path === paths.signIn()) return null
  return <a href={paths.signIn()}>{words.t('common.nav.sign_in')}</a>
}

function PublicFooter() {
  const { hasMailbox, platformName } = useView()
  const t = useWords()
  return (
    <footer class="site-footer">
      <SupportContact />
      <p>{t('common.footer.line', { platform: platformName })}</p>
      <ul>
        <li>
          <a href={paths.codeEntry()}>{t('common.footer.code')}</a>
        </li>
        {hasMailbox && (
          <li>
            <a href={paths.mailbox()}>{t('common.nav.mailbox')}</a>
          </li>
        )}
      </ul>
    </footer>
  )
}
