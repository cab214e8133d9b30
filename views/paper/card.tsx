import { useView } from '../view.ts'
import type { LetterProps } from './letter.tsx'
import { QrCode } from './qr-code.tsx'
import { useWayIn } from './way-in.ts'

/** A card to be cut out: all that is needed to come in. */
export function CodeCard({ letter, origin }: LetterProps) {
  const { platformName } = useView()
  const { words, name, link, address, until } = useWayIn(letter, origin)
  const { t, language } = words
  return (
    <article class="code-card" data-letter={letter.publicId} lang={language}>
      <div class="code-card-head" data-long={platformName.length + name.length > longNames ? '' : undefined}>
        <p class="code-card-platform" dir="auto">
          {platformName}
        </p>
        {name && <p dir="auto">{name}</p>}
        <p class="code-card-open">
          {t('paper.card.open')} <strong class="short-address">{address}</strong>
        </p>
      </div>
      <QrCode text={link} label={t('paper.letter.qr', { address })} />
      <div class="code-card-code">
        <p>{t('paper.letter.type')}</p>
        <code data-code="" translate="no">
          {letter.codeInGroups}
        </code>
        <p>{until}</p>
      </div>
    </article>
  )
}

/** Names together longer than this are set smaller, so that the code below them keeps its place. */
const longNames = 60
