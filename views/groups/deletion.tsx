import { nameIn } from '#src/domain/groups/name-in.ts'
import type { Deletion } from '#src/domain/groups/weigh-deletion.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView } from '../view.ts'

/** What would be lost with a group, and the button that deletes it. */
export function GroupDeletionPage({ group, memberCount, openInvitations, restingGroups }: Deletion) {
  const { words } = useView()
  const { t, language } = words
  const title = t('groups.deletion.title', { name: nameIn(group, language) })
  return (
    <PanelLayout title={title} section="groups">
      <PageHeader title={title} lead={t('groups.deletion.lead')} />
      <form class="card form" method="post" action={paths.admin.groupDeletion(group.publicId)}>
        <ul class="consequences">
          <li>{t('groups.deletion.members', { count: memberCount })}</li>
          <li>{t('groups.deletion.invitations', { count: openInvitations })}</li>
          {restingGroups.map((resting) => (
            <li>
              {t('groups.deletion.resting')}{' '}
              <a href={paths.admin.group(resting.publicId)}>{nameIn(resting, language)}</a>
            </li>
          ))}
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
