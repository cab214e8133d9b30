import { maySeeMail } from '#src/domain/mails/may.ts'
import { paths } from '#src/paths.ts'
import { useView } from '../view.ts'

/** What staff see on every page of the panel while no mail leaves; the page of mail says more itself. */
export function MailBanner() {
  const { actor, closure, path, words } = useView()
  if (!closure || !actor || !maySeeMail(actor) || path.startsWith(paths.admin.mail())) return null
  return (
    <p class="note banner" data-tone="danger" data-banner="mail" data-reason={closure.reason} role="status">
      <strong>{words.t('mail.banner.title')}</strong> {words.t(`mail.banner.${closure.reason}`)}{' '}
      <a href={paths.admin.mail()}>{words.t('mail.banner.link')}</a>
    </p>
  )
}
