import { maySeeLetters } from '#src/domain/letters/may.ts'
import { maySeeMail } from '#src/domain/mails/may.ts'
import { maySeeSuppressions } from '#src/domain/suppressions/may.ts'
import { paths } from '#src/paths.ts'
import { useView, useWords } from '../view.ts'

export type MailPage = 'health' | 'letters' | 'suppressions'

const pages = [
  { page: 'health', href: paths.admin.mail(), may: maySeeMail },
  { page: 'letters', href: paths.admin.letters(), may: maySeeLetters },
  { page: 'suppressions', href: paths.admin.suppressions(), may: maySeeSuppressions },
] as const

/** The pages about mail, as a row of links above their titles. Whoever may see only one of them needs no way to it. */
export function MailNav({ current }: { current: MailPage }) {
  const { actor } = useView()
  const t = useWords()
  const seen = actor ? pages.filter(({ may }) => may(actor)) : []
  if (seen.length < 2) return null
  return (
    <nav class="sub-nav" aria-label={t('mail.nav.label')}>
      <ul>
        {seen.map(({ page, href }) => (
          <li>
            <a href={href} aria-current={page === current ? 'true' : undefined}>
              {t(`mail.nav.${page}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
