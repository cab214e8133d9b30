import { nameIn } from '#src/domain/groups/name-in.ts'
import type { GroupHead } from '#src/domain/groups/read-group.ts'
import { paths } from '#src/paths.ts'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'

export function MemberCount({ count }: { count: number }) {
  const t = useWords()
  return <span data-members={count}>{t('groups.group.lead', { count })}</span>
}

/** Counting means looking at each, so the page does not wait for it. */
export function MemberCountLater({ groupId }: { groupId: string }) {
  const t = useWords()
  const address = paths.admin.groupCount(groupId)
  return (
    <span id="member-count" role="status">
      <a
        href={address}
        hx-get={address}
        hx-trigger="load delay:400ms"
        hx-target="#member-count"
        hx-swap="innerHTML"
        {...{ 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' }}
      >
        {t('groups.group.count_them')}
      </a>
    </span>
  )
}

export function MemberCountPage({ group, memberCount }: { group: GroupHead; memberCount: number }) {
  const { words } = useView()
  const name = nameIn(group, words.language)
  return (
    <PanelLayout title={name} section="groups">
      <PageHeader title={name} lead={<MemberCount count={memberCount} />} />
      <p>
        <a href={paths.admin.group(group.publicId)}>{words.t('groups.conditions.back')}</a>
      </p>
    </PanelLayout>
  )
}
