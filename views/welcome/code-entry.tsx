import { paths } from '#src/paths.ts'
import { Button, type ButtonKind } from '../components/button.tsx'
import { type FieldError, TextField } from '../components/field.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useWords } from '../view.ts'

type Code = { value?: string | undefined; error?: FieldError | undefined }

/** Where a code is pasted; also what a mistyped link leads to, with what was given still in the field. */
export function CodeEntryPage({ value, error, isMistypedLink }: Code & { isMistypedLink?: boolean }) {
  const t = useWords()
  const title = t(isMistypedLink ? 'welcome.code.mistyped_title' : 'welcome.code.title')
  return (
    <PublicLayout title={title}>
      <h1>{title}</h1>
      <p class="lead">{t(isMistypedLink ? 'welcome.code.mistyped_lead' : 'welcome.code.lead')}</p>
      <CodeForm value={value} error={error} autofocus />
    </PublicLayout>
  )
}

export function CodeForm({
  value,
  error,
  kind = 'primary',
  autofocus = false,
}: Code & { kind?: ButtonKind; autofocus?: boolean }) {
  const t = useWords()
  return (
    <form class="code-form" method="post" action={paths.invitationCode()}>
      <TextField
        name="code"
        label={t('welcome.code.label')}
        hint={t('welcome.code.hint')}
        error={error}
        value={value}
        autocomplete="one-time-code"
        autofocus={autofocus}
        attributes={{ spellcheck: 'false', autocapitalize: 'characters', class: 'code-input' }}
      />
      <Button kind={kind}>{t('welcome.code.submit')}</Button>
    </form>
  )
}
