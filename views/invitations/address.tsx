import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

/** Why an address was not taken, and what was typed. */
export type AddressProblem =
  | {
      key: 'missing' | 'invalid' | 'same_address' | 'has_account' | 'suppressed' | 'too_often'
      typed: string
    }
  /** With the public id of the invitation that it has. */
  | { key: 'already_invited'; typed: string; invitation: string }

type AddressPageProps = { invitation: InvitationDetails; problem: AddressProblem | undefined }

/** Where staff correct the address of an invitation that went to a wrong one. */
export function AddressPage({ invitation, problem }: AddressPageProps) {
  const t = useWords()
  const { publicId, address, sendings } = invitation
  const errors: FieldErrors = problem
    ? { email: { key: `invitations.address.problems.${problem.key}`, values: { address: problem.typed } } }
    : {}
  return (
    <PanelLayout title={t('invitations.address.title')} section="invitations">
      <ErrorSummary errors={errors} />
      <PageHeader title={t('invitations.address.title')} lead={t('invitations.address.lead')} />
      {problem && <Elsewhere problem={problem} />}
      <form class="card form" method="post" action={paths.admin.invitationAddress(publicId)} novalidate>
        <p>
          {t('invitations.address.current')} <bdi>{address}</bdi>
        </p>
        <input type="hidden" name="sendings" value={String(sendings)} />
        <TextField
          type="email"
          name="email"
          label={t('invitations.address.label')}
          hint={t('invitations.address.hint')}
          value={problem?.typed ?? address ?? ''}
          error={errors.email}
          required
          autocomplete="off"
          attributes={{ autocapitalize: 'off', spellcheck: 'false' }}
        />
        <div class="actions">
          <Button>{t('invitations.address.submit')}</Button>
          <LinkButton kind="quiet" href={paths.admin.invitation(publicId)}>
            {t('invitations.address.back')}
          </LinkButton>
        </div>
      </form>
    </PanelLayout>
  )
}

/** Where the way goes on, if not here. */
function Elsewhere({ problem }: { problem: AddressProblem }) {
  const t = useWords()
  if (problem.key === 'already_invited')
    return (
      <p>
        <a href={paths.admin.invitation(problem.invitation)}>{t('invitations.address.open_other')}</a>
      </p>
    )
  if (problem.key !== 'suppressed') return null
  return (
    <p>
      <a href={paths.admin.suppressions({ q: problem.typed })}>{t('invitations.address.see_suppression')}</a>
    </p>
  )
}
