import type { MailHealth } from '#src/domain/mails/mail-health.ts'
import { mayRunMail } from '#src/domain/mails/may.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { Moment } from '../components/moment.tsx'
import { useView, useWords } from '../view.ts'

type StatusProps = { health: MailHealth; clock: 'works' | 'stopped' | 'silent' }

/** The answer to "does mail leave?", in a sentence first. */
export function MailStatus({ health: { closure }, clock }: StatusProps) {
  const t = useWords()
  const state = closure || clock !== 'works' ? 'attention' : 'fine'
  const title = closure ? 'held' : clock === 'works' ? 'fine' : clock
  return (
    <section
      class="card mail-status"
      data-health={state}
      data-reason={closure?.reason}
      aria-labelledby="status"
    >
      <Badge state={state}>{t(`mail.health.${state}`)}</Badge>
      <h2 id="status">{t(`mail.health.${title}_title`)}</h2>
      {closure && <Held closure={closure} />}
      {closure && clock !== 'works' && <h3>{t(`mail.health.${clock}_title`)}</h3>}
      {clock !== 'works' && <p>{t(`mail.health.${clock}_text`)}</p>}
      {state === 'fine' && <p>{t('mail.health.fine_text')}</p>}
    </section>
  )
}

function Held({ closure }: { closure: NonNullable<MailHealth['closure']> }) {
  const { actor, words } = useView()
  const { t } = words
  const { reason, since, probeAt } = closure
  return (
    <>
      <p>
        {t(`mail.banner.${reason}`)} {t('mail.health.since')} <Moment at={since} form="date_time" />.
      </p>
      <p>{t(`mail.health.todo.${reason}`)}</p>
      <p class="soft">
        {t('mail.health.kept')}
        {probeAt !== null && (
          <>
            {' '}
            {t('mail.health.next')} <Moment at={probeAt} form="date_time" />.
          </>
        )}
      </p>
      {actor && mayRunMail(actor) && (
        <form method="post" action={paths.admin.mailResumption()}>
          <Button>{t('mail.health.try')}</Button>
        </form>
      )}
    </>
  )
}
