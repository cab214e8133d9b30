import type { LetterWords } from '#src/domain/letters/letter-words.ts'
import type { LetterKind } from '#src/domain/mails/mail.ts'
import { paths } from '#src/paths.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { MailNav } from '../components/mail-nav.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView } from '../view.ts'
import { interfaceLanguages, type Language } from '../words/index.ts'
import { LetterForm } from './form.tsx'
import { LetterPreview, type ShownLetter } from './preview.tsx'
import { TestForm } from './test-form.tsx'

export type LetterPageProps = {
  kind: LetterKind
  language: Language
  letter: ShownLetter
  frame: string
  saved: LetterWords
  /** What stands in the form, where that is something else than what is saved. */
  typed?: LetterWords['texts'] | undefined
  /** Whether the letter shows what was typed. */
  isUnsaved?: boolean
  errors?: FieldErrors | undefined
}

/** One letter in one language as it arrives, and the form for its words. */
export function LetterPage({
  kind,
  language,
  letter,
  frame,
  isUnsaved,
  errors = {},
  ...form
}: LetterPageProps) {
  const { words } = useView()
  const { t } = words
  const title = t(`letters.kinds.${kind}`)
  return (
    <PanelLayout title={`${title} (${languageName(words, language)})`} section="mail">
      <ErrorSummary errors={errors} />
      <MailNav current="letters" />
      <p>
        <a href={paths.admin.letters()}>{t('letterbook.all')}</a>
      </p>
      <PageHeader title={title} lead={t(`letterbook.when.${kind}`)} />
      <LanguageTabs kind={kind} current={language} />
      <div class="letter-desk">
        <LetterPreview letter={letter} frame={frame} isUnsaved={isUnsaved ?? false} />
        <div class="letter-tools">
          <LetterForm kind={kind} language={language} errors={errors} {...form} />
          <TestForm action={paths.admin.letterTest(kind, language)} />
        </div>
      </div>
    </PanelLayout>
  )
}

function LanguageTabs({ kind, current }: { kind: LetterKind; current: Language }) {
  const { words } = useView()
  return (
    <nav class="tabs" aria-label={words.t('letterbook.languages')}>
      {interfaceLanguages.map((language) => (
        <a href={paths.admin.letter(kind, language)} aria-current={language === current ? 'true' : undefined}>
          {languageName(words, language)}
        </a>
      ))}
    </nav>
  )
}
