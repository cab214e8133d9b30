import {
  type LetterPartName,
  letterPartNames,
  letterPlaceholders,
  letterTextMax,
  type Placeholder,
} from '#src/domain/letters/letter-texts.ts'
import type { LetterWords } from '#src/domain/letters/letter-words.ts'
import type { LetterKind } from '#src/domain/mails/mail.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { useWords } from '../view.ts'
import { type Language, wordsIn } from '../words/index.ts'
import { ownSentences } from './own-sentences.ts'

type LetterFormProps = {
  kind: LetterKind
  language: Language
  saved: LetterWords
  typed?: LetterWords['texts'] | undefined
  errors: FieldErrors
}

/** Subject, greeting and button of a letter; what is left empty stays our own sentence. */
export function LetterForm({ kind, language, saved, typed, errors }: LetterFormProps) {
  const t = useWords()
  const ours = ownSentences(wordsIn(language), kind)
  const texts = typed ?? saved.texts
  const isChanged = letterPartNames.some((part) => saved.texts[part] !== '')
  return (
    <form class="card" method="post" action={paths.admin.letter(kind, language)}>
      <h2>{t('letterbook.form.title')}</h2>
      <p class="soft">{t('letterbook.form.lead')}</p>
      <input type="hidden" name="revision" value={saved.revision} />
      {letterPartNames.map((part) => (
        <TextField
          name={part}
          label={t(`letterbook.form.${part}`)}
          hint={t('letterbook.form.ours', { sentence: ours[part] })}
          value={texts[part]}
          error={errors[part]}
          maxlength={letterTextMax[part]}
          autocomplete="off"
          attributes={{ lang: language, placeholder: ours[part] }}
        />
      ))}
      <Placeholders kind={kind} />
      <div class="actions">
        <Button name="do" value="save">
          {t('letterbook.form.save')}
        </Button>
        <Button kind="quiet" name="do" value="preview">
          {t('letterbook.form.preview')}
        </Button>
        {isChanged && (
          <Button kind="quiet" name="do" value="back">
            {t('letterbook.form.back')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** What may be named in the letter, and in which of its parts. */
function Placeholders({ kind }: { kind: LetterKind }) {
  const t = useWords()
  const byPart: Record<LetterPartName, readonly Placeholder[]> = letterPlaceholders[kind]
  const all = [...new Set(letterPartNames.flatMap((part) => byPart[part]))]
  const partsOf = (name: Placeholder) => letterPartNames.filter((part) => byPart[part].includes(name))
  return (
    <div class="placeholders">
      <h3>{t('letterbook.form.placeholders')}</h3>
      <dl>
        {all.map((name) => (
          <div>
            <dt>
              <code>{`{{${name}}}`}</code>
            </dt>
            <dd>
              {t(`letterbook.form.stands_for.${name}`)}
              <span class="soft">
                {` (${partsOf(name)
                  .map((part) => t(`letterbook.form.${part}`))
                  .join(', ')})`}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {all.length > 1 && <p class="soft">{t('letterbook.form.without')}</p>}
    </div>
  )
}
