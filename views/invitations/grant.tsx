import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { CheckField } from '../components/check-field.tsx'
import { CheckList } from '../components/choice-list.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { titleOf } from './title.ts'

type Place = { publicId: string; name: string }

export type GrantFormProps = {
  invitation: InvitationDetails
  groups: readonly Place[]
  /** Empty for a letter code. */
  projects: readonly Place[]
  /** What is ticked: what it promises, or what was asked for and not given. */
  chosen: { admin: boolean; groups: readonly string[]; projects: readonly string[] }
  /** What it promised when this form was made. */
  seen: string
  /** The admin right was asked for and needs a second confirmation. */
  asksToConfirm: boolean
  errors: FieldErrors
}

/** Where administrators change what an invitation grants. */
export function GrantPage({
  invitation,
  groups,
  projects,
  chosen,
  seen,
  asksToConfirm,
  errors,
}: GrantFormProps) {
  const t = useWords()
  const { publicId, kind } = invitation
  const name = titleOf(t, invitation)
  return (
    <PanelLayout title={t('invitations.grant.title')} section="invitations">
      <ErrorSummary errors={errors} />
      <PageHeader title={t('invitations.grant.title')} lead={t('invitations.grant.lead', { name })} />
      <form class="card form" method="post" action={paths.admin.invitationGrant(publicId)}>
        <input type="hidden" name="seen" value={seen} />
        <Places name="groups" places={groups} chosen={chosen.groups} errors={errors} />
        {kind === 'letter_code' ? (
          <p class="hint">{t('invitations.grant.letter')}</p>
        ) : (
          <>
            <Places name="projects" places={projects} chosen={chosen.projects} errors={errors} />
            <CheckField
              name="admin"
              label={t('invitations.grant.admin')}
              hint={t('invitations.grant.admin_hint')}
              checked={chosen.admin}
              error={errors.admin}
            />
            {asksToConfirm && (
              <CheckField
                name="confirm"
                label={t('invitations.grant.confirm', { name })}
                error={errors.confirm}
              />
            )}
            <p class="hint">{t('invitations.grant.rights')}</p>
          </>
        )}
        <p class="hint">{t('invitations.grant.answer')}</p>
        <div class="actions">
          <Button>{t('invitations.grant.submit')}</Button>
          <LinkButton kind="quiet" href={paths.admin.invitation(publicId)}>
            {t('invitations.grant.back')}
          </LinkButton>
        </div>
      </form>
    </PanelLayout>
  )
}

type PlacesProps = {
  name: 'groups' | 'projects'
  places: readonly Place[]
  chosen: readonly string[]
  errors: FieldErrors
}

function Places({ name, places, chosen, errors }: PlacesProps) {
  const t = useWords()
  return (
    <CheckList
      legend={t(`invitations.grant.${name}`)}
      name={name}
      options={places.map((place) => ({ value: place.publicId, label: place.name }))}
      values={chosen}
      hint={places.length > 0 ? undefined : t(`invitations.grant.no_${name}`)}
      error={errors[name]}
    />
  )
}
