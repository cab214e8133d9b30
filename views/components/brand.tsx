import { useView } from '../view.ts'
import { Mark } from './mark.tsx'

export function Brand({ href }: { href: string }) {
  return (
    <a class="brand" href={href}>
      <Mark />
      {useView().platformName}
    </a>
  )
}
