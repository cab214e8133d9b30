import { mayInvite } from '#src/domain/batches/may.ts'
import type { ListedInvitation } from '#src/domain/invitations/list-invitations.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Moment } from '../components/moment.tsx'
import { postalLine } from '../components/postal-lines.tsx'
import { Table } from '../components/table.tsx'
import { useView, useWords } from '../view.ts'
import type { Words } from '../words/index.ts'
import { stateWord } from './state-word.ts'

export function InvitationTable({ rows }: { rows: ListedInvitation[] }) {
  const t = useWords()
  const { actor } = useView()
  const hasBatches = actor !== null && mayInvite(actor)
  const head = [
    <TickAll />,
    t('invitations.list.address'),
    t('invitations.list.name'),
    t('invitations.list.state'),
    t('invitations.list.inviter'),
    t('invitations.list.sent'),
    t('invitations.list.expires'),
    ...(hasBatches ? [t('invitations.list.batch')] : []),
  ]
  return (
    <Table caption={t('invitations.list.caption')} head={head}>
      {rows.map((invitation) => (
        <InvitationRow invitation={invitation} hasBatches={hasBatches} />
      ))}
    </Table>
  )
}

/** Shown where scripts run: without, each is ticked, or all that match are chosen. */
function TickAll() {
  const t = useWords()
  return (
    <label class="tick-all">
      <input type="checkbox" data-tick-all />
      <span class="tick-all-words">{t('invitations.list.tick_all')}</span>
    </label>
  )
}

type RowProps = { invitation: ListedInvitation; hasBatches: boolean }

function InvitationRow({ invitation, hasBatches }: RowProps) {
  const t = useWords()
  const { publicId, state, source, address, postalAddress, createdAt, expiresAt, mail } = invitation
  const name = [invitation.firstName, invitation.lastName].filter(Boolean).join(' ')
  return (
    <tr data-id={publicId} data-state={state} data-mail={mail ?? undefined}>
      <td class="tick">
        <input
          type="checkbox"
          name="id"
          value={publicId}
          aria-label={t('invitations.list.tick', { address: address ?? (name || labelOf(t, invitation)) })}
        />
      </td>
      <th scope="row">
        <a
          href={paths.admin.invitation(publicId)}
          aria-label={address === null && name ? `${labelOf(t, invitation)}, ${name}` : undefined}
        >
          {labelOf(t, invitation)}
        </a>
      </th>
      <td>
        {name}
        {postalAddress && <span class="postal soft">{postalLine(postalAddress)}</span>}
      </td>
      <td>
        <Badge state={state}>{stateWord(t, state, isLetter(invitation))}</Badge>{' '}
        <LatestMail invitation={invitation} />
      </td>
      <td data-label={t('invitations.list.inviter')}>
        {invitation.inviterName ?? <span class="soft">{t(`invitations.sources.${source}`)}</span>}
      </td>
      <td data-label={t('invitations.list.sent')}>
        <Moment at={createdAt} form="short_date" />
      </td>
      <td data-label={t('invitations.list.expires')}>
        {state !== 'accepted' && <Moment at={expiresAt} form="short_date" />}
      </td>
      {hasBatches && (
        <td>
          <BatchLink invitation={invitation} />
        </td>
      )}
    </tr>
  )
}

function isLetter({ address, isErased }: ListedInvitation): boolean {
  return address === null && !isErased
}

/** What has no address is a code on paper, told from the others by its end; or somebody was erased. */
function labelOf(t: Words['t'], { address, isErased, codeEnd }: ListedInvitation): string {
  if (address !== null) return address
  if (isErased) return t('invitations.list.erased')
  return codeEnd === null
    ? t('invitations.list.letter_code')
    : t('invitations.list.letter_code_end', { end: codeEnd })
}

/** An unsubscription is no state of a mail, but says more than that it arrived. */
function LatestMail({ invitation: { mail, stop } }: { invitation: ListedInvitation }) {
  const t = useWords()
  if (!mail) return null
  const isUnsubscribed = stop === 'unsubscribed'
  return (
    <span title={t('invitations.list.mail')}>
      <span class="visually-hidden">
        {t('common.labelled', { label: t('invitations.list.mail'), value: '' })}
      </span>
      <Badge state={isUnsubscribed ? 'unsubscribed' : mail}>
        {isUnsubscribed ? t('invitations.list.mail_unsubscribed') : t(`mail.states.${mail}`)}
      </Badge>
    </span>
  )
}

function BatchLink({ invitation }: { invitation: ListedInvitation }) {
  const t = useWords()
  const { batch } = invitation
  if (!batch) return null
  const label = t('invitations.list.batch_of', { address: labelOf(t, invitation) })
  return (
    <a href={paths.admin.batch(batch)} aria-label={label}>
      {t('invitations.list.batch_link')}
    </a>
  )
}
