import { paths } from '#src/paths.ts'
import { Arches } from '../components/arches.tsx'
import { LinkButton } from '../components/button.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'
import { CodeForm } from './code-entry.tsx'

/** What a visitor finds: what this is, and the three ways in. */
export function FrontPage() {
  const { platformName, registration } = useView()
  const isOpen = registration === 'open'
  const t = useWords()
  return (
    <PublicLayout title={platformName} width="wide">
      <div class="front">
        <div class="front-words">
          <h1>{t('welcome.front.title', { platform: platformName })}</h1>
          <p class="lead">{t(isOpen ? 'welcome.front.lead' : 'welcome.front.lead_closed')}</p>
          <div class="actions">
            {isOpen && <LinkButton href={paths.register()}>{t('welcome.front.register')}</LinkButton>}
            <LinkButton href={paths.signIn()} kind={isOpen ? 'quiet' : 'primary'}>
              {t('welcome.front.sign_in')}
            </LinkButton>
          </div>
          <section class="front-code" aria-labelledby="code-title">
            <h2 id="code-title">{t('welcome.front.code_title')}</h2>
            <CodeForm kind="quiet" />
          </section>
        </div>
        <Arches />
      </div>
    </PublicLayout>
  )
}
