import { paths } from '#src/paths.ts'
import { useWords } from '../view.ts'

export function SignOut() {
  const t = useWords()
  return (
    <form class="sign-out" method="post" action={paths.signOut()}>
      <button class="link" type="submit">
        {t('common.nav.sign_out')}
      </button>
    </form>
  )
}
