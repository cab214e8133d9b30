import { mayInvite } from '#src/domain/batches/may.ts'
import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { paths } from '#src/paths.ts'
import { languageName } from '../batches/language-name.ts'
import { Badge } from '../components/badge.tsx'
import { DefinitionList } from '../components/details.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { InvitationActions } from './actions.tsx'
import { InvitationMails } from './mails.tsx'

/** Why something that was asked for did not happen. */
export type InvitationProblem = 'too_often' | 'accepted' | 'forbidden'

type InvitationPageProps = {
  invitation: InvitationDetails
  expiryDays: number
  problem?: InvitationProblem | undefined
}

/** One invitation: who, what it grants, what became of it, and help for the person who did not get it. */
export function InvitationPage({ invitation, expiryDays, problem }: InvitationPageProps) {
  const t = useWords()
  const { address, state } = invitation
  const title = address ?? t('invitations.invitation.title')
  return (
    <PanelLayout title={title} section="invitations">
      {problem && (
        <p class="note" data-tone="warn" role="alert">
          {t(`invitations.problems.${problem}`)}
        </p>
      )}
      <PageHeader title={title} lead={<Badge state={state}>{t(`invitations.states.${state}`)}</Badge>} />
      <DefinitionList items={useFacts(invitation)} />
      {invitation.message && <Message text={invitation.message} />}
      {state !== 'accepted' && <InvitationActions invitation={invitation} expiryDays={expiryDays} />}
      <InvitationMails mails={invitation.mails} />
    </PanelLayout>
  )
}

function useFacts(invitation: InvitationDetails) {
  const { actor, words } = useView()
  const { t } = words
  const { source, state, batch, createdAt, expiresAt, remindedAt, acceptedAt } = invitation
  const name = [invitation.firstName, invitation.lastName].filter(Boolean).join(' ')
  const expires = t(`invitations.invitation.${state === 'expired' ? 'expired' : 'expires'}`)
  return [
    { term: t('invitations.invitation.name'), value: name || t('invitations.list.unnamed') },
    { term: t('invitations.invitation.language'), value: languageName(words, invitation.locale) },
    { term: t('invitations.invitation.promise'), value: <Promised invitation={invitation} /> },
    {
      term: t('invitations.invitation.inviter'),
      value: <Person person={invitation.inviter} none={t(`invitations.sources.${source}`)} />,
    },
    { term: t('invitations.invitation.created'), value: <Moment at={createdAt} form="date_time" /> },
    {
      term: t('invitations.invitation.sendings'),
      value: t('invitations.invitation.sent_times', { count: invitation.sendings }),
    },
    remindedAt && {
      term: t('invitations.invitation.reminded'),
      value: <Moment at={remindedAt} form="date_time" />,
    },
    acceptedAt === null && { term: expires, value: <Moment at={expiresAt} form="date_time" /> },
    acceptedAt && {
      term: t('invitations.invitation.accepted'),
      value: <Moment at={acceptedAt} form="date_time" />,
    },
    acceptedAt && {
      term: t('invitations.invitation.accepter'),
      value: <Person person={invitation.accepter} none="" />,
    },
    batch &&
      actor &&
      mayInvite(actor) && {
        term: t('invitations.invitation.batch'),
        value: <a href={paths.admin.batch(batch)}>{t('invitations.invitation.open_batch')}</a>,
      },
  ].filter((fact) => fact !== null && fact !== false && fact !== 0 && fact !== '')
}

function Promised({ invitation: { promise } }: { invitation: InvitationDetails }) {
  const t = useWords()
  return (
    <ul>
      <li>{t('invitations.invitation.membership')}</li>
      {promise.admin && (
        <li>
          <strong>{t('invitations.invitation.admin')}</strong>
        </li>
      )}
      {promise.projects.map((name) => (
        <li>{t('invitations.invitation.project', { name })}</li>
      ))}
      {promise.groups.map((name) => (
        <li>{t('invitations.invitation.group', { name })}</li>
      ))}
    </ul>
  )
}

function Person({ person, none }: { person: InvitationDetails['inviter']; none: string }) {
  return person ? <a href={paths.admin.user(person.publicId)}>{person.name}</a> : none
}

function Message({ text }: { text: string }) {
  const t = useWords()
  return (
    <section aria-labelledby="message-title">
      <h2 id="message-title">{t('invitations.invitation.message')}</h2>
      <blockquote class="message">{text}</blockquote>
    </section>
  )
}
