import { extensionMaxDays } from '#src/domain/invitations/invitation.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { useWords } from '../view.ts'

/** What was asked and could not be: the days that were typed, and why. */
export type AskedExtension = { typed: string; errors: FieldErrors }

type ExtensionProps = {
  publicId: string
  isLetterCode: boolean
  expiryDays: number
  asked: AskedExtension | undefined
}

/** Opens an invitation for so many days from today. */
export function Extension({ publicId, isLetterCode, expiryDays, asked }: ExtensionProps) {
  const t = useWords()
  return (
    <form method="post" action={paths.admin.invitationExtension(publicId)} novalidate>
      <div class="in-line">
        <TextField
          name="days"
          label={t('invitations.extension.label')}
          error={asked?.errors.days}
          value={asked?.typed ?? String(expiryDays)}
          required
          attributes={{ inputmode: 'numeric', size: 4, maxlength: String(extensionMaxDays).length }}
        />
        <Button kind="quiet">{t('invitations.extension.submit')}</Button>
      </div>
      <p class="hint">{t(`invitations.extension.${isLetterCode ? 'hint_letter' : 'hint'}`)}</p>
    </form>
  )
}
