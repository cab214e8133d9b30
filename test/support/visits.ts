import { listedBatchStates } from '#src/domain/batches/listed-batch.ts'
import { sorts } from '#src/domain/invitations/find-page.ts'
import { listedMails, listedStates } from '#src/domain/invitations/invitation-query.ts'
import { letterKinds } from '#src/domain/mails/mail.ts'
import { userSorts } from '#src/domain/profiles/list-users.ts'
import { userStates } from '#src/domain/profiles/match-users.ts'
import { roles } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import type { Sights } from './sights.ts'

type Query = Record<string, string | undefined>
type Visits = Record<string, (sights: Sights) => string[]>

const { admin } = paths
const languages = ['en', 'fr', 'nl', 'de', 'es']
const dayOf = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
const each = (name: string, values: readonly string[]): Query[] => values.map((value) => ({ [name]: value }))

/** Every filter of the invitations, and what people put together. */
export function invitationFilters(s: Sights): Query[] {
  const [state, mail] = [each('state', listedStates), each('mail', listedMails)]
  return [
    ...[{}, ...state, ...mail, ...each('language', languages), { ends: 'soon' }],
    ...each('batch', [s.largeBatch, s.lateBatch, s.letterBatch, s.codesBatch, s.pausedBatch, 'nothing']),
    ...[...state, { batch: s.codesBatch }, { language: 'fr' }].map((query) => ({ ...query, mail: 'letter' })),
    ...[{ group: s.largeGroup }, { inviter: s.inviter }],
    ...[
      { from: dayOf(7) },
      { until: dayOf(200) },
      { from: dayOf(300), until: dayOf(3) },
      { from: dayOf(1), until: dayOf(0) },
    ],
    ...each('q', [
      s.known,
      s.known.slice(0, 3),
      s.family,
      s.address,
      'zoe peeters',
      'z',
      'zzzz',
      'a',
      'ma',
      'mar',
      'example',
      '7k3q',
      '…-7K3QX',
      'tanneurs',
      '%_"\'🎉',
      'a'.repeat(60),
    ]),
    ...state.map((query) => ({
      ...query,
      mail: 'delivered',
      language: 'nl',
      from: dayOf(340),
      until: dayOf(1),
    })),
    ...state.map((query) => ({ ...query, batch: s.largeBatch, group: s.largeGroup, inviter: s.inviter })),
    ...state.map((query) => ({ ...query, q: s.family, batch: s.largeBatch })),
    { state: 'accepted', mail: 'bounced' },
    { state: 'expired', mail: 'failed', language: 'es' },
    { state: 'open', ends: 'soon', q: 'a' },
  ]
}

function userFilters(s: Sights): Query[] {
  return [
    ...[{}, ...each('role', roles), ...each('state', userStates), ...each('language', languages)],
    ...each('group', [s.largeGroup, s.smartGroup, 'nothing']),
    ...each('q', [
      s.family,
      s.family.slice(0, 3),
      'a',
      'ma',
      'mar',
      'example',
      'zoe',
      '%_"🎉',
      'peeters jan',
      'zzzz',
    ]),
    ...[
      { role: 'member', language: 'nl', group: s.largeGroup, state: 'active' },
      { group: s.smartGroup, q: s.family },
    ],
    ...each('sort', userSorts),
    ...[{ after: s.member }, { before: s.member }, { language: 'fr', after: s.member }],
  ]
}

function journalFilters(s: Sights): Query[] {
  return [
    ...[{}, { person: s.inviter }, { person: s.admin.publicId }, { person: 'nobody' }, { person: s.member }],
    ...each('action', [
      'invitation_accepted',
      'invitation_reminded',
      'batch_done',
      'code_revealed',
      'role_changed',
    ]),
    ...each('subject', [s.accepted, s.sentAgain, s.largeBatch, s.member, 'nothing']),
    ...[
      { from: dayOf(7) },
      { until: dayOf(200) },
      { from: dayOf(300), until: dayOf(299) },
      { action: 'code_revealed', from: dayOf(100) },
    ],
    ...[
      { person: s.inviter, action: 'batch_done' },
      { person: 'nobody', action: 'mail_bounced', until: dayOf(90) },
    ],
    { person: s.inviter, action: 'batch_done', subject: s.largeBatch, from: dayOf(360), until: dayOf(1) },
  ]
}

const reviews = (s: Sights): Query[] => [
  {},
  { show: 'invite' },
  { show: 'problem' },
  { show: 'unchanged' },
  { q: s.family.slice(0, 3) },
]
const invitationsOf = (s: Sights) => [
  s.opened,
  s.middleInvitation,
  s.accepted,
  s.stopped,
  s.sentAgain,
  s.letterCode,
  s.usedLetterCode,
  s.confirmation,
]
const batchesOf = (s: Sights) => [
  s.largeBatch,
  s.lateBatch,
  s.letterBatch,
  s.codesBatch,
  s.stallBatch,
  s.pausedBatch,
  s.underway,
  s.middleBatch,
]
const lettersOf = (to: (kind: string, language: string) => string) =>
  letterKinds.flatMap((kind) => ['en', 'nl'].map((language) => to(kind, language)))

/** Each page of the panel, by its route, with all that it can be asked. */
export const visits: Visits = {
  [paths.home()]: () => [paths.home()],
  [admin.home()]: () => [admin.home()],
  [admin.invitations()]: (s) => [
    ...invitationFilters(s).map((query) => admin.invitations(query)),
    ...[
      ...each('sort', sorts),
      { sort: 'oldest', state: 'open' },
      { sort: 'expires', state: 'open', language: 'nl' },
    ].map((query) => admin.invitations(query)),
    ...[
      { after: s.middleInvitation },
      { before: s.middleInvitation },
      { state: 'accepted', after: s.middleInvitation },
    ].map((query) => admin.invitations(query)),
  ],
  [admin.invitationCounts()]: (s) =>
    [{}, { batch: s.codesBatch }].map((query) => admin.invitationCounts(query)),
  [admin.invitationCount()]: (s) =>
    [...invitationFilters(s), { q: '7K3Q' }].map((query) => admin.invitationCount(query)),
  [admin.invitationSearch()]: () => [admin.invitationSearch()],
  [admin.invitationFilters()]: (s) =>
    [{}, { batch: s.middleBatch }].map((query) => admin.invitationFilters(query)),
  [admin.invitationExport()]: (s) =>
    [{}, { state: 'expired', batch: s.largeBatch }].map((query) => admin.invitationExport(query)),
  [admin.invitation(':id')]: (s) => invitationsOf(s).map((id) => admin.invitation(id)),
  [admin.invitationAddress(':id')]: (s) => [s.opened, s.stopped].map(admin.invitationAddress),
  [admin.invitationExtension(':id')]: (s) => [s.opened].map(admin.invitationExtension),
  [admin.invitationNewCode(':id')]: (s) => [s.opened].map(admin.invitationNewCode),
  [admin.invitationGrant(':id')]: (s) => [s.opened, s.stopped].map(admin.invitationGrant),
  [admin.invitationPaper(':id')]: (s) => [s.letterCode].map(admin.invitationPaper),
  [admin.invitationDeletion(':id')]: (s) =>
    [s.opened, s.letterCode].map((id) => admin.invitationDeletion(id)),
  [admin.invitationCode(':id')]: (s) => [s.opened].map(admin.invitationCode),
  [admin.invitationDeliveries(':id')]: (s) => [s.opened].map(admin.invitationDeliveries),
  [admin.bulkActions()]: () => [admin.bulkActions()],
  [admin.bulkAction(':id')]: (s) => [
    admin.bulkAction(s.bulkDone),
    admin.bulkAction(s.bulkDraft),
    `${admin.bulkAction(s.bulkDone)}?reason=accepted`,
  ],
  [admin.bulkConfirmation(':id')]: (s) => [admin.bulkConfirmation(s.bulkDraft)],
  [admin.bulkCancellation(':id')]: (s) => [admin.bulkCancellation(s.bulkDraft)],
  [admin.batches()]: (s) =>
    [
      {},
      ...each('state', listedBatchStates),
      { who: s.inviter },
      { state: 'done', who: s.inviter },
      { after: s.middleBatch },
    ].map((query) => admin.batches(query)),
  [admin.newBatch()]: () => [
    admin.newBatch('addresses'),
    admin.newBatch('workbook'),
    admin.newBatch('codes'),
  ],
  [admin.batch(':id')]: (s) => [
    ...batchesOf(s).map((id) => admin.batch(id)),
    ...reviews(s).map((query) => admin.batch(s.draft, query)),
  ],
  [admin.batchRow(':id', ':row')]: (s) => [admin.batchRow(s.draft, s.problemRow)],
  [admin.batchProblems(':id')]: (s) => [admin.batchProblems(s.draft)],
  [admin.batchConfirmation(':id')]: (s) => [admin.batchConfirmation(s.draft)],
  [admin.batchCancellation(':id')]: (s) => [admin.batchCancellation(s.draft)],
  [admin.batchCodes(':id')]: (s) => [admin.batchCodes(s.letterBatch)],
  [admin.batchCodesCsv(':id')]: (s) => [admin.batchCodesCsv(s.codesBatch)],
  [admin.batchPaper(':id')]: (s) =>
    [s.codesBatch, s.letterBatch, s.largeBatch].map((id) => admin.batchPaper(id)),
  [admin.batchLetters(':id')]: (s) => [admin.batchLetters(s.draft), admin.batchLetters(s.lateBatch)],
  [admin.batchLetterHtml(':id')]: (s) => [admin.batchLetterHtml(s.draft), admin.batchLetterHtml(s.lateBatch)],
  [admin.batchLetterTest(':id')]: (s) => [admin.batchLetterTest(s.draft)],
  [admin.upload(':id')]: () => [admin.upload('nothing')],
  [admin.template()]: () => [admin.template()],
  [admin.lettersTemplate()]: () => [admin.lettersTemplate()],
  [admin.users()]: (s) => userFilters(s).map((query) => admin.users(query)),
  [admin.userCounts()]: () => [admin.userCounts()],
  [admin.user(':id')]: (s) => [s.member, s.staff, s.inviter].map(admin.user),
  [admin.userRole(':id')]: (s) => [admin.userRole(s.member)],
  [admin.userDeactivation(':id')]: (s) => [admin.userDeactivation(s.member)],
  [admin.userActivation(':id')]: (s) => [admin.userActivation(s.member)],
  [admin.userErasure(':id')]: (s) => [s.member, s.inviter].map(admin.userErasure),
  [admin.userExport()]: (s) => [admin.userExport(), admin.userExport({ group: s.smartGroup })],
  [admin.groups()]: () => [admin.groups()],
  [admin.group(':id')]: (s) =>
    [s.largeGroup, s.smartGroup].flatMap((id) => [admin.group(id), `${admin.group(id)}?after=${s.member}`]),
  [admin.groupConditions(':id')]: (s) => [admin.groupConditions(s.smartGroup)],
  [admin.groupConditionsCount(':id')]: (s) => [admin.groupConditionsCount(s.smartGroup)],
  [admin.groupDeletion(':id')]: (s) => [s.largeGroup, s.smartGroup].map(admin.groupDeletion),
  [admin.groupMembers(':id')]: (s) => [admin.groupMembers(s.largeGroup)],
  [admin.groupMember(':id', ':user')]: (s) => [admin.groupMember(s.largeGroup, s.member)],
  [admin.projectManager(':id', ':user')]: (s) => [admin.projectManager(s.project, s.member)],
  [admin.projects()]: () => [admin.projects()],
  [admin.project(':id')]: (s) => [admin.project(s.project)],
  [admin.projectManagers(':id')]: (s) => [admin.projectManagers(s.project)],
  [admin.letters()]: () => [admin.letters()],
  [admin.letter(':kind', ':language')]: () => lettersOf(admin.letter),
  [admin.letterHtml(':kind', ':language')]: () =>
    lettersOf((kind, language) => admin.letterHtml(kind, language)),
  [admin.letterTest(':kind', ':language')]: () => [admin.letterTest('invitation', 'en')],
  [admin.settings()]: () => [admin.settings()],
  [admin.mail()]: () => [admin.mail()],
  [admin.mailCheck()]: () => [admin.mailCheck()],
  [admin.mailResumption()]: () => [admin.mailResumption()],
  [admin.suppressions()]: (s) =>
    [{}, { q: s.spared }, { q: 'nobody@example.org' }].map((query) => admin.suppressions(query)),
  [admin.suppressionLifting()]: (s) => [
    admin.suppressionLifting({ hash: s.suppressed }),
    admin.suppressionLifting({ address: s.spared }),
  ],
  [admin.journal()]: (s) => journalFilters(s).map((query) => admin.journal(query)),
  [admin.journalExport()]: (s) => [admin.journalExport(), admin.journalExport({ person: s.inviter })],
}
