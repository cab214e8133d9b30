import { nameIn } from '#src/domain/groups/name-in.ts'
import type { Deletion } from '#src/domain/groups/weigh-deletion.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'

/** What would be lost with a group, and the button that deletes it. */
export function GroupDeletionPage(deletion: Deletion) {
  const { words } = useView()
  const { t, language } = words
  const { group } = deletion
  const title = t('groups.deletion.title', { name: nameIn(group, language) })
  return (
    <PanelLayout title={title} section="groups">
      <PageHeader title={title} lead={t('groups.deletion.lead')} />
      <form class="card form" method="post" action={paths.admin.groupDeletion(group.publicId)}>
        <ul class="consequences" id="consequences" aria-live="polite">
          <Consequences {...deletion} />
        </ul>
        <div class="actions">
          <Button kind="danger">{t('groups.deletion.delete')}</Button>
          <LinkButton kind="quiet" href={paths.admin.group(group.publicId)}>
            {t('groups.deletion.keep')}
          </LinkButton>
        </div>
      </form>
    </PanelLayout>
  )
}

/** The items of the list; numbers that take long stand in it only when they are there. */
export function Consequences({ group, memberCount, openInvitations, restingGroups }: Deletion) {
  const { words } = useView()
  const { t, language } = words
  const isCounted = memberCount !== null && openInvitations !== null
  return (
    <>
      {memberCount !== null && <li>{t('groups.deletion.members', { count: memberCount })}</li>}
      {openInvitations !== null && <li>{t('groups.deletion.invitations', { count: openInvitations })}</li>}
      {!isCounted && <CountLater groupId={group.publicId} />}
      {restingGroups.map((resting) => (
        <li>
          {t('groups.deletion.resting')}{' '}
          <a href={paths.admin.group(resting.publicId)}>{nameIn(resting, language)}</a>
        </li>
      ))}
    </>
  )
}

function CountLater({ groupId }: { groupId: string }) {
  const t = useWords()
  const address = paths.admin.groupDeletionCount(groupId)
  return (
    <li>
      <a
        href={address}
        hx-get={address}
        hx-trigger="load delay:400ms"
        hx-target="#consequences"
        hx-swap="innerHTML"
        {...{ 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' }}
      >
        {t('groups.deletion.count_them')}
      </a>
    </li>
  )
}
