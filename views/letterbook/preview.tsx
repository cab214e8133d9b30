import type { LetterKind } from '#src/domain/mails/mail.ts'
import { useWords } from '../view.ts'
import { type Words, wordsIn } from '../words/index.ts'

/** A letter as it would arrive. */
export type ShownLetter = {
  kind: LetterKind
  from: { name: string }
  locale: string
  subject: string
  text: string
}

type PreviewProps = {
  letter: ShownLetter
  /** Where its HTML stands alone. */
  frame: string
  isUnsaved?: boolean
}

/** The letter as a mail program lists it, then in colour in a frame where nothing can run, then as plain text. */
export function LetterPreview({ letter, frame, isUnsaved = false }: PreviewProps) {
  const t = useWords()
  return (
    <section class="letter-preview" aria-labelledby="preview">
      <h2 id="preview">{t('letterbook.preview.title')}</h2>
      {isUnsaved && (
        <p class="note" data-tone="warn" role="status">
          {t('letterbook.preview.unsaved')}
        </p>
      )}
      <InboxLine letter={letter} words={wordsIn(letter.locale)} />
      <iframe
        class="letter-frame"
        title={t('letterbook.preview.frame')}
        src={frame}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      />
      <details class="letter-plain">
        <summary>{t('letterbook.preview.text')}</summary>
        <pre class="letter-text" lang={letter.locale}>
          {letter.text}
        </pre>
      </details>
      <p class="soft">{t('letterbook.preview.sample')}</p>
    </section>
  )
}

function InboxLine({ letter, words }: { letter: ShownLetter; words: Words }) {
  const { from, subject, kind, locale } = letter
  return (
    <div class="inbox-line">
      <span class="inbox-mark" aria-hidden="true">
        {from.name.slice(0, 1)}
      </span>
      <p class="inbox-from">{from.name}</p>
      <p class="inbox-subject" lang={locale}>
        {subject}
      </p>
      <p class="inbox-preheader" lang={locale}>
        {words.t(`letters.${kind}.preheader`)}
      </p>
    </div>
  )
}
