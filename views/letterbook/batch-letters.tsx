import type { Child } from 'hono/jsx'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { paths } from '#src/paths.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import type { Language } from '../words/index.ts'
import { LetterPreview, type ShownLetter } from './preview.tsx'
import { TestForm } from './test-form.tsx'

export const batchLetterKinds = ['invitation', 'reminder'] as const
export type BatchLetterKind = (typeof batchLetterKinds)[number]

type Shown = {
  batch: Batch
  kind: BatchLetterKind
  language: Language
  /** The languages of its people, with how many they are. */
  languages: readonly { language: Language; count: number }[]
  ownMessages: number
  hasReminders: boolean
}

type BatchLettersProps = Shown & { letter: ShownLetter; frame: string; errors?: FieldErrors | undefined }

/** What a batch sends to its people, with its message, before it is confirmed and after. */
export function BatchLettersPage({ letter, frame, errors = {}, ...shown }: BatchLettersProps) {
  const t = useWords()
  const { batch, kind, language } = shown
  return (
    <BatchLettersLayout batch={batch} errors={errors}>
      <KindTabs {...shown} />
      <LanguageTabs {...shown} />
      <OwnMessages {...shown} />
      {kind === 'reminder' && !shown.hasReminders && (
        <p class="note" data-tone="warn">
          {t('letterbook.batch.no_reminder')}
        </p>
      )}
      <div class="letter-desk">
        <LetterPreview letter={letter} frame={frame} />
        <div class="letter-tools">
          <TestForm action={paths.admin.batchLetterTest(batch.publicId)} fields={{ kind, language }} />
          <p>
            <a href={paths.admin.letter(kind, language)}>{t('letterbook.batch.change')}</a>
          </p>
        </div>
      </div>
    </BatchLettersLayout>
  )
}

export function NoBatchLettersPage({ batch }: { batch: Batch }) {
  const t = useWords()
  return (
    <BatchLettersLayout batch={batch}>
      <Empty title={t('letterbook.batch.nobody.title')}>
        <p>{t('letterbook.batch.nobody.text')}</p>
      </Empty>
    </BatchLettersLayout>
  )
}

type LayoutProps = { batch: Batch; errors?: FieldErrors; children: Child }

function BatchLettersLayout({ batch, errors = {}, children }: LayoutProps) {
  const t = useWords()
  const isDraft = batch.state === 'draft'
  return (
    <PanelLayout title={t('letterbook.batch.title')} section="batches">
      <ErrorSummary errors={errors} />
      <p>
        <a href={paths.admin.batch(batch.publicId)}>{t('letterbook.batch.back')}</a>
      </p>
      <PageHeader
        title={t('letterbook.batch.title')}
        lead={t(isDraft ? 'letterbook.batch.lead' : 'letterbook.batch.lead_sent')}
      />
      {children}
    </PanelLayout>
  )
}

function KindTabs({ batch, kind: current, language }: Shown) {
  const t = useWords()
  return (
    <nav class="tabs" aria-label={t('letterbook.batch.kinds')}>
      {batchLetterKinds.map((kind) => (
        <a
          href={paths.admin.batchLetters(batch.publicId, { kind, language })}
          aria-current={kind === current ? 'true' : undefined}
        >
          {t(`letters.kinds.${kind}`)}
        </a>
      ))}
    </nav>
  )
}

function LanguageTabs({ batch, kind, language: current, languages }: Shown) {
  const { words } = useView()
  return (
    <nav class="tabs" aria-label={words.t('letterbook.languages')}>
      {languages.map(({ language, count }) => (
        <a
          href={paths.admin.batchLetters(batch.publicId, { kind, language })}
          aria-current={language === current ? 'true' : undefined}
        >
          {words.t('letterbook.batch.language', { language: languageName(words, language), number: count })}
        </a>
      ))}
    </nav>
  )
}

function OwnMessages({ batch, ownMessages: count }: Shown) {
  const t = useWords()
  if (count === 0) return null
  const key = batch.options.message === '' ? 'own_only' : 'own'
  return <p class="note">{t(`letterbook.batch.${key}`, { count })}</p>
}
