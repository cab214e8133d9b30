import type { ReceivedLetter } from '#src/domain/mails/received-letter.ts'
import { paths } from '#src/paths.ts'
import { DefinitionList } from '../components/details.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useWords } from '../view.ts'

/** One letter as it would arrive. Its HTML stands in a frame of its own, where nothing can run. */
export function LetterPage({ letter }: { letter: ReceivedLetter }) {
  const t = useWords()
  const headers = Object.entries(letter.headers).map(([term, value]) => ({ term, value }))
  return (
    <PublicLayout title={letter.subject} width="wide">
      <p>
        <a href={paths.mailbox()}>{t('letters.mailbox.all')}</a>
      </p>
      <PageHeader title={letter.subject} lead={letter.to} />
      <section class="letter-part" aria-labelledby="letter-html">
        <h2 id="letter-html">{t('letters.mailbox.html')}</h2>
        <iframe
          class="letter-frame"
          title={t('letters.mailbox.html')}
          src={paths.mailboxLetterHtml(letter.id)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      </section>
      <section class="letter-part" aria-labelledby="letter-text">
        <h2 id="letter-text">{t('letters.mailbox.text')}</h2>
        <pre class="letter-text" lang={letter.locale}>
          {letter.text}
        </pre>
      </section>
      <section class="letter-part" aria-labelledby="letter-headers">
        <h2 id="letter-headers">{t('letters.mailbox.headers')}</h2>
        <DefinitionList items={headers} />
      </section>
    </PublicLayout>
  )
}
