import { eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Database } from '#src/db/client.ts'
import { batches, grants, invitationStops, invitations, users } from '#src/db/schema/index.ts'
import { mailBringsCode } from './queue-letter.ts'
import { confirmationsColumn } from './read-confirmations.ts'
import { timelineColumns } from './read-timeline.ts'
import { isSendable } from './renew-invitation.ts'

const inviters = alias(users, 'inviters')
const accepters = alias(users, 'accepters')
const letters = alias(invitations, 'letters')
const confirmers = alias(users, 'confirmers')

/** All that the page of an invitation shows of it, as one row. */
export function selectInvitation(db: Database, publicId: string, now: number) {
  return db
    .select({
      publicId: invitations.publicId,
      source: invitations.source,
      address: invitations.address,
      firstName: invitations.firstName,
      lastName: invitations.lastName,
      postalAddress: invitations.postalAddress,
      locale: invitations.locale,
      sendings: invitations.sendings,
      generation: invitations.generation,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      remindedAt: invitations.remindedAt,
      acceptedAt: invitations.acceptedAt,
      erasedAt: invitations.erasedAt,
      message: sql<string | null>`coalesce(${invitations.message}, ${batches.options} ->> 'message')`,
      admin: grants.admin,
      groups: promisedGroups,
      projects: promisedProjects,
      inviter: { publicId: inviters.publicId, name: inviters.name },
      accepter: { publicId: accepters.publicId, name: accepters.name, email: accepters.email },
      emailKey: invitations.emailKey,
      letterId: invitations.letterId,
      letter: letters.publicId,
      isSendable: isSendable(now).mapWith(Boolean),
      mailBringsCode: mailBringsCode(now).mapWith(Boolean),
      batch: { publicId: batches.publicId, confirmedAt: batches.confirmedAt },
      confirmer: { publicId: confirmers.publicId, name: confirmers.name },
      confirmations: confirmationsColumn,
      ...timelineColumns,
      stop: { reason: invitationStops.reason, at: invitationStops.at, note: invitationStops.note },
    })
    .from(invitations)
    .innerJoin(grants, eq(grants.id, invitations.grantId))
    .leftJoin(batches, eq(batches.id, invitations.batchId))
    .leftJoin(confirmers, eq(confirmers.id, batches.confirmedBy))
    .leftJoin(inviters, eq(inviters.id, invitations.inviterId))
    .leftJoin(accepters, eq(accepters.id, invitations.acceptedBy))
    .leftJoin(letters, eq(letters.id, invitations.letterId))
    .leftJoin(invitationStops, eq(invitationStops.invitationId, invitations.id))
    .where(eq(invitations.publicId, publicId))
}

const promisedGroups = sql<string>`(
  select json_group_array(json_object('publicId', public_id, 'name', name, 'names', json(names))) from grant_groups
  join groups on groups.id = grant_groups.group_id where grant_groups.grant_id = ${grants.id})`

const promisedProjects = sql<string>`(
  select json_group_array(json_object('publicId', public_id, 'name', name) order by name) from grant_projects
  join projects on projects.id = grant_projects.project_id where grant_projects.grant_id = ${grants.id})`
