import { paths } from '#src/paths.ts'
import { Button, type ButtonKind, LinkButton } from '../components/button.tsx'
import { type FieldError, TextField } from '../components/field.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'

type Code = { value?: string | undefined; error?: FieldError | undefined }

/** Where a code is typed or pasted; also what a mistyped link leads to, with what was given still in the field. */
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

/** Where scripts run, the code is grouped while it is typed, and a typing error is told before anything is sent. */
export function CodeForm({
  value,
  error,
  kind = 'primary',
  autofocus = false,
}: Code & { kind?: ButtonKind; autofocus?: boolean }) {
  const t = useWords()
  return (
    <form class="code-form" method="post" action={paths.invitationCode()} data-code-form>
      <TextField
        name="code"
        label={t('welcome.code.label')}
        hint={t('welcome.code.hint')}
        error={error}
        value={value}
        autocomplete="one-time-code"
        autofocus={autofocus}
        attributes={typing}
      />
      <CodeStatus />
      <Button kind={kind}>{t('welcome.code.submit')}</Button>
      <script src="/assets/typed-code.js" type="module" />
    </form>
  )
}

const typing = {
  ...{ class: 'code-input', inputmode: 'text', enterkeyhint: 'go' },
  ...{ autocapitalize: 'characters', autocorrect: 'off', spellcheck: 'false' },
} as const

/** Filled by the script, in these words; `#` is how many symbols were typed. */
function CodeStatus() {
  const t = useWords()
  return (
    <p
      class="code-status"
      id="code-status"
      role="status"
      data-short={t('welcome.code.short', { typed: '#' })}
      data-length={t('welcome.code.length', { typed: '#' })}
      data-mistyped={t('welcome.code.mistyped')}
      data-right={t('welcome.code.right')}
    />
  )
}

/**
 * What the link of a letter opens. Looking its code up counts where it is wrong, so that waits for a press of the button; where
 * scripts run it is pressed at once.
 */
export function KeptCodePage({ code }: { code: string }) {
  const { query, words } = useView()
  const { t } = words
  const language = new URLSearchParams(query).get('lang')
  return (
    <PublicLayout title={t('welcome.code.kept_title')}>
      <h1>{t('welcome.code.kept_title')}</h1>
      <p class="lead">
        <code class="code-shown">{code}</code>
      </p>
      <form method="post" action={paths.invitationCode(language ?? undefined)} data-press-at-once>
        <input type="hidden" name="code" value={code} />
        <div class="actions">
          <Button>{t('welcome.code.submit')}</Button>
          <LinkButton href={paths.codeEntry()} kind="quiet">
            {t('welcome.states.unknown.again')}
          </LinkButton>
        </div>
      </form>
    </PublicLayout>
  )
}

/** Too many wrong codes; of the one that was typed nothing is said. */
export function BlockedPage({ minutes }: { minutes: number }) {
  const t = useWords()
  return (
    <PublicLayout title={t('welcome.code.blocked_title')}>
      <h1>{t('welcome.code.blocked_title')}</h1>
      <p class="lead">{t('welcome.code.blocked', { count: minutes })}</p>
      <p>{t('welcome.code.blocked_hint')}</p>
      <LinkButton href={paths.invitation()} kind="quiet">
        {t('welcome.code.blocked_again')}
      </LinkButton>
    </PublicLayout>
  )
}
