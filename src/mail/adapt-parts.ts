import {
  fillIn,
  type LetterPartName,
  type LetterTexts,
  letterTextKey,
  type Placeholder,
} from '#src/domain/letters/letter-texts.ts'
import type { LetterKind } from '#src/domain/mails/mail.ts'
import type { LetterParts } from '#views/letters/letter.ts'
import type { Words } from '#views/words/index.ts'

/** What administrators wrote takes the place of our own sentences, wherever it can be said in full. */
export function withOwnTexts(
  parts: LetterParts,
  { kind, texts }: { kind: LetterKind; texts: LetterTexts },
  values: Record<Placeholder, string | null>,
  { language }: Words,
): LetterParts {
  const own = (part: LetterPartName) => {
    const text = texts.get(letterTextKey(kind, language, part))
    return text === undefined ? null : fillIn(kind, part, text, values)
  }
  return {
    ...parts,
    subject: own('subject') ?? parts.subject,
    greeting: own('greeting') ?? parts.greeting,
    button: { ...parts.button, label: own('button') ?? parts.button.label },
  }
}

/** Says in the subject and at the top that this is a test. */
export function asTest(parts: LetterParts, { t }: Words): LetterParts {
  const { subject } = parts
  return { ...parts, subject: t('letters.test.subject', { subject }), notice: t('letters.test.note') }
}
