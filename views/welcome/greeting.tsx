import type { FoundInvitation } from '#src/domain/invitations/find-invitation.ts'
import { Arches } from '../components/arches.tsx'
import { useView, useWords } from '../view.ts'

/** What stands beside the form: who invites, to what, and their own words where there are any. */
export function Greeting({ invitation }: { invitation: FoundInvitation }) {
  return (
    <div class="acceptance-words">
      <Invited invitation={invitation} />
      {invitation.message ? <Message invitation={invitation} /> : <Arches />}
    </div>
  )
}

function Invited({ invitation: { kind, source, inviterName: inviter } }: { invitation: FoundInvitation }) {
  const { platformName: platform } = useView()
  const t = useWords()
  const invited = inviter
    ? t('welcome.acceptance.invited_by', { inviter, platform })
    : t('welcome.acceptance.invited', { platform })
  switch (source) {
    case 'batch':
      return <Headline title={invited} lead={t(leads[kind])} />
    case 'registration':
      return (
        <Headline
          title={t('welcome.acceptance.registration')}
          lead={t('welcome.acceptance.lead_registration')}
        />
      )
    case 'first_administrator':
      return (
        <Headline
          title={t('welcome.acceptance.first_administrator', { platform })}
          lead={t('welcome.acceptance.lead_first_administrator')}
        />
      )
  }
}

const leads = {
  mailed: 'welcome.acceptance.lead',
  letter_code: 'welcome.letter_code.lead',
  confirmation: 'welcome.acceptance.lead_registration',
} as const

function Headline({ title, lead }: { title: string; lead: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
    </>
  )
}

/** The inviter's own words, set apart and attributed, their line breaks kept. */
function Message({ invitation: { message, inviterName: inviter } }: { invitation: FoundInvitation }) {
  const t = useWords()
  return (
    <figure class="letter">
      <figcaption>
        {inviter ? t('welcome.acceptance.message_from', { inviter }) : t('welcome.acceptance.message')}
      </figcaption>
      <blockquote dir="auto">{message}</blockquote>
    </figure>
  )
}
