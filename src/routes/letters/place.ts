import { checkLetterText } from '#src/domain/letters/check-letter-text.ts'
import {
  type LetterPartName,
  letterPartNames,
  letterPlaceholders,
  letterTextKey,
} from '#src/domain/letters/letter-texts.ts'
import type { LetterWords } from '#src/domain/letters/letter-words.ts'
import { type LetterKind, letterKinds } from '#src/domain/mails/mail.ts'
import type { AppContext } from '#src/http/context.ts'
import { previewLetter } from '#src/mail/preview-letter.ts'
import type { FieldError, FieldErrors } from '#views/components/field.tsx'
import { isLanguage, type Language, type Words } from '#views/words/index.ts'

/** Which letter an address names. */
export type Place = { kind: LetterKind; language: Language }
type Texts = LetterWords['texts']

export function placeOf(c: AppContext): Place | null {
  const kind = letterKinds.find((known) => known === c.req.param('kind'))
  const language = c.req.param('language')
  return kind && isLanguage(language) ? { kind, language } : null
}

/** The three texts among the fields of a form or of an address; one that is not there is empty. */
export function textsFrom(given: Record<string, string | string[]>): Texts {
  const textOf = (part: LetterPartName) => (typeof given[part] === 'string' ? given[part] : '')
  return { subject: textOf('subject'), greeting: textOf('greeting'), button: textOf('button') }
}

type Checked = { isValid: true; texts: Texts } | { isValid: false; errors: FieldErrors }

/** The texts as they would be saved, or what is wrong with each. */
export function checkTexts({ t }: Words, kind: LetterKind, given: Texts): Checked {
  const texts = { ...given }
  const errors: FieldErrors = {}
  for (const part of letterPartNames) {
    const checked = checkLetterText(given[part], kind, part)
    if (checked.state === 'valid') texts[part] = checked.text
    else errors[part] = errorOf(t(`letterbook.form.${part}`), letterPlaceholders[kind][part], checked)
  }
  return Object.keys(errors).length > 0 ? { isValid: false, errors } : { isValid: true, texts }
}

type Refused = Exclude<ReturnType<typeof checkLetterText>, { state: 'valid' }>

/** Names the field, because the same may be wrong with several, and says what would be right. */
function errorOf(field: string, names: readonly string[], { state, ...values }: Refused): FieldError {
  const placeholders = names.map((name) => `{{${name}}}`).join(', ')
  return { key: `letterbook.errors.${state}`, values: { ...values, field, placeholders } }
}

/** The letter with these texts, greeting nobody in particular and signed by whoever looks at it. */
export function writtenLetter(c: AppContext, { kind, language }: Place, texts: Texts) {
  const parts = letterPartNames.filter((part) => texts[part] !== '')
  const own = new Map(parts.map((part) => [letterTextKey(kind, language, part), texts[part]]))
  return previewLetter(kind, language, { texts: own }, c.get('settings'), c.get('now'))
}
