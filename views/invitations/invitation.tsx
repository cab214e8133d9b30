import { mayInvite } from '#src/domain/batches/may.ts'
import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { DefinitionList } from '../components/details.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { languageName } from '../components/language-name.ts'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PostalLines } from '../components/postal-lines.tsx'
import { AboutLink } from '../journal/about-link.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import type { Words } from '../words/index.ts'
import { type ActionsProps, InvitationActions } from './actions.tsx'
import { Confirmations } from './confirmations.tsx'
import { Person } from './person.tsx'
import { Promised } from './promised.tsx'
import { stateWord } from './state-word.ts'
import { StopNotice } from './stop-notice.tsx'
import { Timeline } from './timeline.tsx'
import { nameOf, titleOf } from './title.ts'

/** Why something that was asked for did not happen. */
export type InvitationProblem =
  | 'too_often'
  | 'accepted'
  | 'forbidden'
  | 'unsendable'
  | 'by_mail_only'
  | 'suppressed'
  | 'correction_forbidden'
  | 'uncorrectable'
  | 'address_changed'
  | 'new_code_forbidden'
  | 'unextendable'
  | 'no_room'
  | 'unprintable'
  | 'grant_forbidden'
  | 'ungrantable'

type InvitationPageProps = ActionsProps & {
  /** Of a letter code: its last symbols. */
  codeEnd: string | null
  problem: InvitationProblem | undefined
}

/** One invitation: who, what it grants, what became of it, and help for the person who did not get it. */
export function InvitationPage(props: InvitationPageProps) {
  const { invitation, codeEnd, problem, extension, back } = props
  const t = useWords()
  const { kind, state } = invitation
  const title = titleOf(t, invitation)
  return (
    <PanelLayout title={title} section="invitations">
      {problem && (
        <p class="note" data-tone="warn" role="alert">
          {t(`invitations.problems.${problem}`)}
        </p>
      )}
      <ErrorSummary errors={extension?.errors ?? {}} />
      <PageHeader
        title={title}
        lead={<Badge state={state}>{stateWord(t, state, kind === 'letter_code')}</Badge>}
      />
      {invitation.isAcceptedByOther && <p class="note">{t('invitations.invitation.accepted_by_other')}</p>}
      <StopNotice invitation={invitation} />
      <Facts invitation={invitation} codeEnd={codeEnd} />
      {invitation.message && <Message text={invitation.message} />}
      {state !== 'accepted' && <InvitationActions {...props} />}
      {kind === 'letter_code' && <Confirmations confirmations={invitation.confirmations} />}
      <Timeline invitation={invitation} />
      {back && (
        <p>
          <a href={back}>{t('bulk.back')}</a>
        </p>
      )}
      <AboutLink subject="invitation" id={invitation.publicId} />
    </PanelLayout>
  )
}

function Facts({ invitation, codeEnd }: Pick<InvitationPageProps, 'invitation' | 'codeEnd'>) {
  const { actor, words } = useView()
  const { t } = words
  const { source, batch, letter } = invitation
  const inviter = <Person person={invitation.inviter} none={t(`invitations.sources.${source}`)} />
  const facts = [
    { term: t('invitations.invitation.name'), value: nameOf(invitation) || t('invitations.list.unnamed') },
    ...paperFacts(t, invitation, codeEnd),
    { term: t('invitations.invitation.language'), value: languageName(words, invitation.locale) },
    { term: t('invitations.invitation.promise'), value: <Promised promise={invitation.promise} /> },
    { term: t('invitations.invitation.inviter'), value: inviter },
    { term: t('invitations.invitation.sendings'), value: <Sent invitation={invitation} /> },
    ...datesOf(invitation).map(({ word, at }) => ({
      term: t(`invitations.invitation.${word}`),
      value: <Moment at={at} form="date_time" />,
    })),
  ]
  if (invitation.accepter)
    facts.push({
      term: t('invitations.invitation.accepter'),
      value: <Person person={invitation.accepter} none="" />,
    })
  if (letter)
    facts.push({
      term: t('invitations.invitation.letter'),
      value: <a href={paths.admin.invitation(letter)}>{t('invitations.invitation.open_letter')}</a>,
    })
  if (batch && actor && mayInvite(actor))
    facts.push({
      term: t('invitations.invitation.batch'),
      value: <a href={paths.admin.batch(batch)}>{t('invitations.invitation.open_batch')}</a>,
    })
  return <DefinitionList items={facts} />
}

/** By what somebody finds the letter that lies on the desk. */
function paperFacts(t: Words['t'], { postalAddress }: InvitationDetails, codeEnd: string | null) {
  return [
    ...(postalAddress === null
      ? []
      : [
          {
            term: t('invitations.invitation.postal_address'),
            value: <PostalLines address={postalAddress} />,
          },
        ]),
    ...(codeEnd === null
      ? []
      : [{ term: t('invitations.invitation.code_end'), value: <code translate="no">{codeEnd}</code> }]),
  ]
}

/** What has no address is on paper; its sendings are the addresses given for it. */
function Sent({ invitation: { kind, sendings } }: { invitation: InvitationDetails }) {
  const t = useWords()
  return kind === 'letter_code' ? (
    <span>{t('invitations.invitation.on_paper')}</span>
  ) : (
    <span>{t('invitations.invitation.sent_times', { count: sendings })}</span>
  )
}

type DateWord = 'created' | 'reminded' | 'expires' | 'expired' | 'accepted'

/** What happened or will happen when, in the order a person follows it. */
function datesOf({ createdAt, remindedAt, expiresAt, acceptedAt, hasEnded }: InvitationDetails) {
  const dates: { word: DateWord; at: number }[] = [{ word: 'created', at: createdAt }]
  if (remindedAt !== null) dates.push({ word: 'reminded', at: remindedAt })
  if (acceptedAt !== null) dates.push({ word: 'accepted', at: acceptedAt })
  else dates.push({ word: hasEnded ? 'expired' : 'expires', at: expiresAt })
  return dates
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
