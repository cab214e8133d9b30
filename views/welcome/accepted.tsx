import { LinkButton } from '../components/button.tsx'
import { isolated } from '../components/isolated.ts'
import { PublicLayout } from '../layouts/public.tsx'
import { useView } from '../view.ts'

/** Seen for a moment, or where a browser does not go on by itself. */
export function AcceptedPage({ site }: { site: string }) {
  const { words, platformName: platform } = useView()
  const title = words.t('welcome.accepted.title', { platform })
  return (
    <PublicLayout title={title}>
      <h1>{title}</h1>
      <p class="lead">{words.t('welcome.accepted.text', { site: isolated(new URL(site).host) })}</p>
      <LinkButton href={site}>{words.t('welcome.accepted.go')}</LinkButton>
    </PublicLayout>
  )
}
