import { type LetterTexts, letterPartNames, letterTextKey } from '#src/domain/letters/letter-texts.ts'
import { type LetterKind, letterKinds } from '#src/domain/mails/mail.ts'
import { paths } from '#src/paths.ts'
import { languageName } from '../components/language-name.ts'
import { MailNav } from '../components/mail-nav.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { interfaceLanguages } from '../words/index.ts'

/** All kinds of letters in all languages, and which of them an administrator has changed. */
export function LetterBookPage({ texts }: { texts: LetterTexts }) {
  const t = useWords()
  return (
    <PanelLayout title={t('letterbook.title')} section="mail">
      <MailNav current="letters" />
      <PageHeader title={t('letterbook.title')} lead={t('letterbook.lead')} />
      <ul class="letter-kinds">
        {letterKinds.map((kind) => (
          <li class="letter-kind">
            <div>
              <h2>{t(`letters.kinds.${kind}`)}</h2>
              <p class="soft">{t(`letterbook.when.${kind}`)}</p>
            </div>
            <Languages kind={kind} texts={texts} />
          </li>
        ))}
      </ul>
    </PanelLayout>
  )
}

function Languages({ kind, texts }: { kind: LetterKind; texts: LetterTexts }) {
  const { words } = useView()
  return (
    <ul class="letter-languages">
      {interfaceLanguages.map((language) => (
        <li>
          <a href={paths.admin.letter(kind, language)}>
            <span class="visually-hidden">
              {words.t('common.labelled', { label: words.t(`letters.kinds.${kind}`), value: '' })}
            </span>
            {languageName(words, language)}
            {isChanged(texts, kind, language) && (
              <span class="letter-changed" data-changed={`${kind}/${language}`}>
                {words.t('letterbook.changed')}
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}

function isChanged(texts: LetterTexts, kind: LetterKind, language: string): boolean {
  return letterPartNames.some((part) => texts.has(letterTextKey(kind, language, part)))
}
