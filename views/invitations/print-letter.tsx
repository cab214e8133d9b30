import { mayExportCodes } from '#src/domain/invitations/may.ts'
import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { RadioList } from '../components/choice-list.tsx'
import { papers, usualWindow, windows } from '../paper/sheets.tsx'
import { useView, useWords } from '../view.ts'

type PrintProps = { invitation: InvitationDetails }

/** The letter once more, for somebody who lost it; what has expired is extended first. */
export function PrintLetter({ invitation: { publicId, kind, hasEnded, locale } }: PrintProps) {
  const { actor, words } = useView()
  if (kind !== 'letter_code' || hasEnded || !actor || !mayExportCodes(actor)) return null
  return (
    <form method="post" action={paths.admin.invitationPaper(publicId)}>
      <Button>{words.t('invitations.invitation.print')}</Button>
      <p class="hint">{words.t('invitations.invitation.print_hint')}</p>
      <Paper locale={locale} />
    </form>
  )
}

/** Closed, because the usual paper and the usual window of the letter's language are right for most. */
function Paper({ locale }: { locale: string }) {
  const t = useWords()
  return (
    <details class="more-fields">
      <summary>
        {t('paper.ask.paper.legend')} · {t('paper.ask.window.legend')}
      </summary>
      <RadioList
        name="paper"
        legend={t('paper.ask.paper.legend')}
        options={papers.map((value) => ({ value, label: t(`paper.ask.paper.${value}`) }))}
        value="a4"
      />
      <RadioList
        name="window"
        legend={t('paper.ask.window.legend')}
        options={windows.map((value) => ({ value, label: t(`paper.ask.window.${value}`) }))}
        value={usualWindow(locale)}
      />
    </details>
  )
}
