import { useView } from '../view.ts'

/** Whom visitors and invitees may ask, where administrators say it; always in the same place. */
export function SupportContact() {
  const { supportContact, words } = useView()
  if (!supportContact) return null
  return (
    <p class="support-contact">
      <strong>{words.t('common.footer.support')}</strong>
      <span>
        {supportContact.split(address).map((part) => (address.test(part) ? <Address text={part} /> : part))}
      </span>
    </p>
  )
}

/** A mail address within a sentence, as a part of its own. */
const address = /([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/

function Address({ text }: { text: string }) {
  return <a href={`mailto:${text}`}>{text}</a>
}
