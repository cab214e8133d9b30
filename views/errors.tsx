import { paths } from '#src/paths.ts'
import { LinkButton } from './components/button.tsx'
import { PublicLayout } from './layouts/public.tsx'
import { useWords } from './view.ts'

type ErrorKind =
  | 'not_found'
  | 'forbidden'
  | 'too_large'
  | 'not_a_form'
  | 'too_often'
  | 'foreign_form'
  | 'failed'

export function ErrorPage({ kind, reference }: { kind: ErrorKind; reference?: string }) {
  const t = useWords()
  return (
    <PublicLayout title={t(`common.errors.${kind}.title`)}>
      <h1>{t(`common.errors.${kind}.title`)}</h1>
      <p class="lead" data-problem={kind === 'too_large' ? kind : undefined}>
        {t(`common.errors.${kind}.text`, { reference })}
      </p>
      <LinkButton href={paths.home()} kind="quiet">
        {t('common.errors.home')}
      </LinkButton>
    </PublicLayout>
  )
}
