import { paths } from '#src/paths.ts'
import { Arches } from '../components/arches.tsx'
import { LinkButton } from '../components/button.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'
import { CodeForm } from './code-entry.tsx'

/** What a visitor finds: what this is, and the three ways in. */
export function FrontPage() {
  const { platformName } = useView()
  const t = useWords()
  return (
    <PublicLayout title={platformName} width="wide">
      <div class="front">
        <div class="front-words">
          <h1>{t('welcome.front.title', { platform: platformName })}</h1>
          <p class="lead">{t('welcome.front.lead')}</p>
          <div class="actions">
            <LinkButton href={paths.register()}>{t('welcome.front.register')}</LinkButton>
            <LinkButton href={paths.signIn()} kind="quiet">
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
