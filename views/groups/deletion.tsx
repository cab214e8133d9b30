import { countedPromises } from '#src/domain/groups/group.ts'
import { nameIn } from '#src/domain/groups/name-in.ts'
import type { Deletion } from '#src/domain/groups/weigh-deletion.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView } from '../view.ts'
import { MemberCount } from './member-count.tsx'

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
        <ul class="consequences">
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

function Consequences({ group, openInvitations, restingGroups }: Deletion) {
  const { t, language } = useView().words
  return (
    <>
      <li>
        <MemberCount group={group} sentence="groups.deletion.members" />
      </li>
      <li>
        {typeof openInvitations === 'number'
          ? t('groups.deletion.invitations', { count: openInvitations })
          : t(`groups.deletion.${openInvitations}_invitations`, { number: countedPromises })}
      </li>
      {restingGroups.map((resting) => (
        <li>
          {t('groups.deletion.resting')}{' '}
          <a href={paths.admin.group(resting.publicId)}>{nameIn(resting, language)}</a>
        </li>
      ))}
    </>
  )
}
