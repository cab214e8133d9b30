import { paths } from '#src/paths.ts'
import { useView } from '../view.ts'

const ownNames: Record<string, string> = {
  en: 'English',
  fr: 'Français',
  nl: 'Nederlands',
  de: 'Deutsch',
  es: 'Español',
}

/**
 * The other languages of the interface. A visitor follows a link (`?lang=` is remembered for the visit); for somebody
 * signed in it is a form, because the account keeps the language.
 */
export function LanguageSwitch() {
  const { words, actor, languages, path, query } = useView()
  const others = languages.filter((tag) => tag !== words.language)
  if (actor) return <AccountLanguage others={others} next={path + query} />
  return (
    <ul class="languages" aria-label={words.t('common.nav.language')}>
      {others.map((tag) => (
        <li>
          <a href={path + withLanguage(query, tag)} lang={tag} hreflang={tag}>
            {ownNames[tag] ?? tag}
          </a>
        </li>
      ))}
    </ul>
  )
}

function AccountLanguage({ others, next }: { others: readonly string[]; next: string }) {
  return (
    <form class="languages" method="post" action={paths.language()}>
      <input type="hidden" name="next" value={next} />
      {others.map((tag) => (
        <button class="link" type="submit" name="locale" value={tag} lang={tag}>
          {ownNames[tag] ?? tag}
        </button>
      ))}
    </form>
  )
}

function withLanguage(query: string, tag: string): string {
  const search = new URLSearchParams(query)
  search.set('lang', tag)
  return `?${search}`
}
