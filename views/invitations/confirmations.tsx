import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Moment } from '../components/moment.tsx'
import { Table } from '../components/table.tsx'
import { useWords } from '../view.ts'

type ConfirmationsProps = Pick<InvitationDetails, 'confirmations'>

/** Who typed a letter code, as far as the address was new: what stands in the place of its mails. */
export function Confirmations({ confirmations }: ConfirmationsProps) {
  const t = useWords()
  const head = [t('invitations.list.address'), t('invitations.list.state'), t('invitations.invitation.given')]
  return (
    <section class="list" aria-labelledby="confirmations-title">
      <h2 id="confirmations-title">{t('invitations.invitation.confirmations')}</h2>
      {confirmations.length === 0 ? (
        <p class="soft">{t('invitations.invitation.no_confirmations')}</p>
      ) : (
        <Table caption={t('invitations.invitation.confirmations_caption')} head={head}>
          {confirmations.map(({ publicId, address, state, createdAt }) => (
            <tr data-id={publicId} data-state={state}>
              <th scope="row">
                <a href={paths.admin.invitation(publicId)}>{address}</a>
              </th>
              <td>
                <Badge state={state}>{t(`invitations.states.${state}`)}</Badge>
              </td>
              <td data-label={t('invitations.invitation.given')}>
                <Moment at={createdAt} form="date_time" />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}
