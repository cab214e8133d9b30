import type { Child } from 'hono/jsx'
import type { GroupConditions } from '#src/domain/groups/conditions.ts'
import type { Group } from '#src/domain/groups/read-group.ts'
import type { GroupChoice } from '#src/domain/groups/read-group-choices.ts'
import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { DefinitionList } from '../components/details.tsx'
import { languageName } from '../components/language-name.ts'
import { formatMoment } from '../components/moment.tsx'
import { useView, useWords } from '../view.ts'
import type { Words } from '../words/index.ts'

type ConditionListProps = { group: Group; choices: readonly GroupChoice[] }

/** Whom a smart group is for, in words. */
export function ConditionList({ group, choices }: ConditionListProps) {
  const t = useWords()
  return (
    <section class="card" aria-labelledby="conditions-title">
      <h2 id="conditions-title">{t('groups.conditions.heading')}</h2>
      {group.conditions ? (
        <Conditions conditions={group.conditions} choices={choices} />
      ) : (
        <p class="note" data-tone="warn">
          {t('groups.conditions.none')}
        </p>
      )}
      <LinkButton kind="quiet" href={paths.admin.groupConditions(group.publicId)}>
        {t('groups.conditions.edit')}
      </LinkButton>
    </section>
  )
}

function Conditions({
  conditions,
  choices,
}: {
  conditions: GroupConditions
  choices: readonly GroupChoice[]
}) {
  const { words } = useView()
  const { t } = words
  const { languages, roles, domains, registeredFrom, registeredBefore, groups } = conditions
  const hasDeleted = groups?.some((id) => !choices.some((choice) => choice.id === id)) ?? false
  const asked: [string, Child][] = [
    [
      t('groups.conditions.languages'),
      anyOf(
        words,
        languages?.map((tag) => languageName(words, tag)),
      ),
    ],
    [
      t('groups.conditions.roles'),
      anyOf(
        words,
        roles?.map((role) => t(`users.roles.${role}`)),
      ),
    ],
    [t('groups.conditions.domains'), anyOf(words, domains)],
    [t('groups.conditions.registered_from'), registeredFrom && dayIn(words, registeredFrom)],
    [t('groups.conditions.registered_before'), registeredBefore && dayIn(words, registeredBefore)],
    [t('groups.conditions.groups'), groups && <Groups ids={groups} choices={choices} />],
  ]
  const items = asked.flatMap(([term, value]) => (value ? [{ term, value }] : []))
  return (
    <>
      <DefinitionList items={items} />
      {hasDeleted && (
        <p class="note" data-tone="warn">
          {t('groups.conditions.deleted_note')}
        </p>
      )}
    </>
  )
}

function Groups({ ids, choices }: { ids: readonly number[]; choices: readonly GroupChoice[] }) {
  const t = useWords()
  return (
    <ul>
      {ids.map((id) => {
        const choice = choices.find((one) => one.id === id)
        if (!choice) return <li class="soft">{t('groups.conditions.deleted')}</li>
        return (
          <li>
            <a href={paths.admin.group(choice.publicId)}>{choice.name}</a>
          </li>
        )
      })}
    </ul>
  )
}

function anyOf({ language }: Words, names: readonly string[] | undefined): string | undefined {
  return names && new Intl.ListFormat(language, { type: 'disjunction' }).format(names)
}

/** A day of the calendar, the same in every zone. */
function dayIn(words: Words, day: string): string {
  return formatMoment(words, 'UTC', Date.parse(day))
}
