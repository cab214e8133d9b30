import type { PaperLetter } from '#src/domain/invitations/read-letters.ts'
import { isolated } from '../components/isolated.ts'
import { useView } from '../view.ts'
import { QrCode } from './qr-code.tsx'
import { textSizeOf } from './text-size.ts'
import { useWayIn, type WayIn } from './way-in.ts'

export type LetterProps = { letter: PaperLetter; origin: string }

/** One letter: what is short and long in it is held apart from the next by the page. Names may run from right to left. */
export function Letter({ letter, origin }: LetterProps) {
  const way = useWayIn(letter, origin)
  const { platformName: platform } = useView()
  const { t, language } = way.words
  const by = letter.inviterName ? 'by_person' : 'by_platform'
  const names = { inviter: isolated(letter.inviterName ?? ''), platform }
  return (
    <article
      class="leaf"
      data-letter={letter.publicId}
      data-size={textSizeOf(letter.message)}
      lang={language}
    >
      <p class="leaf-platform">{platform}</p>
      <PostalAddress letter={letter} name={way.name} />
      <h2>{t(`letters.invitation.subject.${by}`, names)}</h2>
      <p>
        {letter.firstName
          ? t('letters.greeting', { name: isolated(letter.firstName) })
          : t('letters.greeting_nobody')}
      </p>
      <Message letter={letter} way={way} />
      <Steps letter={letter} way={way} />
      <Closing way={way} />
    </article>
  )
}

/** Where the window of the envelope is; a longer address moves what is below it down. */
function PostalAddress({ letter, name }: { letter: PaperLetter; name: string }) {
  const { platformName } = useView()
  const lines = [name, ...letter.postalLines].filter((line) => line !== '')
  return (
    <div class="leaf-address">
      {lines.length > 0 && <p class="leaf-sender">{platformName}</p>}
      <address>
        {lines.map((line) => (
          <span dir="auto">{line}</span>
        ))}
      </address>
    </div>
  )
}

function Message({ letter: { message, inviterName }, way }: { letter: PaperLetter; way: WayIn }) {
  const { platformName } = useView()
  if (!message) return null
  return (
    <div class="leaf-message">
      <p class="leaf-message-from">
        {way.words.t('letters.message_from', { name: isolated(inviterName ?? platformName) })}
      </p>
      <p dir="auto">{message}</p>
    </div>
  )
}

function Steps({ letter, way }: { letter: PaperLetter; way: WayIn }) {
  const { t } = way.words
  return (
    <div class="leaf-way">
      <h3>{t('paper.letter.how')}</h3>
      <QrCode text={way.link} label={t('paper.letter.qr', { address: way.address })} />
      <ol>
        <li>
          {t('paper.letter.open')} <strong class="short-address">{way.address}</strong>
          <br />
          {t('paper.letter.scan')}
        </li>
        <li>
          {t('paper.letter.type')}{' '}
          <code data-code="" translate="no">
            {letter.codeInGroups}
          </code>
        </li>
        <li>{t('paper.letter.mail')}</li>
      </ol>
      <p class="leaf-until">
        <strong>{way.until}</strong> {t('paper.letter.once')}
      </p>
    </div>
  )
}

function Closing({ way: { words } }: { way: WayIn }) {
  const { supportContact } = useView()
  return (
    <p class="leaf-closing">
      {supportContact && (
        <span dir="auto">
          <strong>{words.t('common.footer.support')}</strong> {supportContact}
        </span>
      )}
      <span>{words.t('paper.letter.unexpected')}</span>
    </p>
  )
}
