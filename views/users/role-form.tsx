import type { UserProfile } from '#src/domain/profiles/read-profile.ts'
import { rolesToGive } from '#src/domain/users/may.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { CheckField } from '../components/check-field.tsx'
import { RadioList } from '../components/choice-list.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { useView, useWords } from '../view.ts'
import { OwnPassword } from './own-password.tsx'

type RoleFormProps = { user: UserProfile; asked: string | undefined; errors: FieldErrors }

export function RoleForm({ user, asked, errors }: RoleFormProps) {
  const { actor, words } = useView()
  const { t } = words
  const isOneself = actor?.publicId === user.publicId
  const options = (actor ? rolesToGive(actor) : []).map((role) => ({
    value: role,
    label: t(`users.roles.${role}`),
    hint: t(`users.role_hints.${role}`),
  }))
  return (
    <form class="card form" method="post" action={paths.admin.userRole(user.publicId)}>
      <h2>{t('users.user.change_role')}</h2>
      <RadioList
        legend={t('users.user.role')}
        name="role"
        options={options}
        value={asked ?? user.role}
        error={errors.role}
      />
      {user.role !== 'admin' && <AdminProof errors={errors} />}
      {user.role === 'admin' && isOneself && (
        <CheckField
          name="confirm"
          label={t('users.user.confirm_own_loss')}
          hint={t('users.user.confirm_own_loss_hint')}
          error={errors.confirm}
        />
      )}
      {user.role === 'admin' && <p class="hint">{t('users.user.promises_hint')}</p>}
      <Button>{t('users.user.save_role')}</Button>
    </form>
  )
}

/** Giving administration rights asks twice: for a yes, and for who says it. Shown where that role is chosen (60-users.css). */
function AdminProof({ errors }: { errors: FieldErrors }) {
  const t = useWords()
  return (
    <fieldset class="admin-proof">
      <legend>{t('users.user.admin_proof')}</legend>
      <CheckField
        name="confirm"
        label={t('users.user.confirm')}
        hint={t('users.user.confirm_hint')}
        error={errors.confirm}
        checked={errors.confirm === undefined && errors.password !== undefined}
      />
      <OwnPassword hint={t('users.user.own_password_hint')} errors={errors} isOptional />
    </fieldset>
  )
}
