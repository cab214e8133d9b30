/** Every URL of Parvis. Routes, views, mails and tests build addresses here and nowhere else. */
export const paths = {
  home: () => '/',
  health: () => '/health',
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  signOut: () => '/sign-out',
  /** Where a signed-in person changes the language of their account. */
  language: () => '/language',
  register: () => '/register',
  registerSent: () => '/register/sent',
  passwordForgotten: () => '/password/forgotten',
  passwordForgottenSent: () => '/password/forgotten/sent',
  passwordReset: (token?: string) => (token ? `/password/reset/${token}` : '/password/reset'),
  /** The link of a mail. With a language, the page opens in it. */
  code: (code: string, language?: string) => `/i/${code}${language ? `?lang=${language}` : ''}`,
  codeEntry: () => '/i',
  /** With a language, the page opens in it. */
  invitation: (language?: string) => (language ? `/invitation?lang=${language}` : '/invitation'),
  /** The same for somebody who had declined and whose mind has changed. */
  invitationAgain: () => '/invitation?again=1',
  /** The answer to whoever gave an address for a letter code. */
  invitationSent: () => '/invitation/sent',
  /** With a language, what follows is in it rather than in that of the letter. */
  invitationCode: (language?: string) =>
    language ? `/invitation/code?lang=${language}` : '/invitation/code',
  /** Where an expired invitation asks for a new mail. */
  invitationDeliveries: () => '/invitation/deliveries',
  invitationRefusal: () => '/invitation/refusal',
  /** Leads a new account on to the address after accepting, if there is one. */
  accepted: () => '/invitation/accepted',
  /** Where the page of an invitation tells that somebody looks at it. */
  invitationOpening: () => '/invitation/opening',
  /** "I do not want this", as letters link to it; mail programs post to it themselves (RFC 8058). */
  wayOut: (token: string) => `/u/${token}`,
  /** Where MailChannels reports; the secret is in Keys. */
  webhook: (secret: string) => `/webhooks/mailchannels/${secret}`,
  mailbox: () => '/mailbox',
  mailboxJson: () => '/mailbox.json',
  mailboxLetter: (id: string) => `/mailbox/${id}`,
  /** The HTML of a letter alone, for the frame it is shown in. */
  mailboxLetterHtml: (id: string) => `/mailbox/${id}/html`,
  admin: {
    home: () => '/admin',
    users: (query: Record<string, string | undefined> = {}) => withQuery('/admin/users', query),
    /** How many there are of each role, language and state. */
    userCounts: (query: Record<string, string | undefined> = {}) => withQuery('/admin/users/counts', query),
    user: (id: string) => `/admin/users/${id}`,
    userRole: (id: string) => `/admin/users/${id}/role`,
    /** Takes the right to sign in away, and gives it back. */
    userDeactivation: (id: string) => `/admin/users/${id}/deactivation`,
    userActivation: (id: string) => `/admin/users/${id}/activation`,
    /** Asks whether everything about a person is to be erased, and erases it. */
    userErasure: (id: string) => `/admin/users/${id}/erasure`,
    /** Asks in which form a filtered list is wanted, and answers its form with the file. */
    userExport: (query: Record<string, string | undefined> = {}) => withQuery('/admin/users/export', query),
    groups: () => '/admin/groups',
    group: (id: string) => `/admin/groups/${id}`,
    groupMembers: (id: string) => `/admin/groups/${id}/members`,
    groupMember: (id: string, user: string) => `/admin/groups/${id}/members/${user}/removal`,
    groupConditions: (id: string) => `/admin/groups/${id}/conditions`,
    /** How many would meet conditions that are still being written. */
    groupConditionsCount: (id: string) => `/admin/groups/${id}/conditions/count`,
    groupDeletion: (id: string) => `/admin/groups/${id}/deletion`,
    projects: () => '/admin/projects',
    project: (id: string) => `/admin/projects/${id}`,
    projectManagers: (id: string) => `/admin/projects/${id}/managers`,
    projectManager: (id: string, user: string) => `/admin/projects/${id}/managers/${user}/removal`,
    invitations: (query: Record<string, string | undefined> = {}) => withQuery('/admin/invitations', query),
    /** Takes the form of the list, so that a code pasted into it stands in no address. */
    invitationSearch: () => '/admin/invitations/search',
    /** How many invitations a filter finds, exactly. */
    invitationCount: (query: Record<string, string | undefined> = {}) =>
      withQuery('/admin/invitations/count', query),
    /** All that a list of invitations can be filtered by. */
    invitationFilters: (query: Record<string, string | undefined> = {}) =>
      withQuery('/admin/invitations/filters', query),
    /** How many there are in each state, and with each mail, where an index knows it. */
    invitationCounts: (query: Record<string, string | undefined> = {}) =>
      withQuery('/admin/invitations/counts', query),
    invitationExport: (query: Record<string, string | undefined> = {}) =>
      withQuery('/admin/invitations/export', query),
    invitation: (id: string, query: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/invitations/${id}`, query),
    invitationExtension: (id: string) => `/admin/invitations/${id}/extension`,
    /** Where the code is replaced by another one. */
    invitationNewCode: (id: string) => `/admin/invitations/${id}/new-code`,
    /** Where what the invitation promises is changed. */
    invitationGrant: (id: string) => `/admin/invitations/${id}/grant`,
    /** Acts on many invitations: drafts one from a filter or from ticked rows; its page asks, then tells. */
    bulkActions: (query: Record<string, string | undefined> = {}) => withQuery('/admin/bulk', query),
    bulkAction: (id: string, query: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/bulk/${id}`, query),
    bulkConfirmation: (id: string, query: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/bulk/${id}/confirmation`, query),
    bulkCancellation: (id: string, query: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/bulk/${id}/cancellation`, query),
    /** Who did what to which, when. */
    journal: (query: Record<string, string | undefined> = {}) => withQuery('/admin/journal', query),
    journalExport: (query: Record<string, string | undefined> = {}) =>
      withQuery('/admin/journal/export', query),
    invitationDeliveries: (id: string) => `/admin/invitations/${id}/deliveries`,
    invitationCode: (id: string) => `/admin/invitations/${id}/code`,
    /** Answers its form with the one letter that carries the code of an invitation. */
    invitationPaper: (id: string) => `/admin/invitations/${id}/paper`,
    invitationDeletion: (id: string, query: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/invitations/${id}/deletion`, query),
    /** Where a wrong address is corrected. */
    invitationAddress: (id: string) => `/admin/invitations/${id}/address`,
    batches: (query: Record<string, string | undefined> = {}) => withQuery('/admin/batches', query),
    newBatch: (from?: 'addresses' | 'workbook' | 'codes') => withQuery('/admin/batches/new', { from }),
    addressCheck: () => '/admin/batches/address-check',
    batch: (id: string, query: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/batches/${id}`, query),
    /** Where a row of a draft is repaired; the query says to which list of the review to come back. */
    batchRow: (id: string, row: string, query: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/batches/${id}/rows/${row}`, query),
    batchChoices: (id: string) => `/admin/batches/${id}/choices`,
    /** The rows with problems, as a workbook to be corrected and uploaded again. */
    batchProblems: (id: string) => `/admin/batches/${id}/problems.xlsx`,
    batchConfirmation: (id: string) => `/admin/batches/${id}/confirmation`,
    batchCancellation: (id: string) => `/admin/batches/${id}/cancellation`,
    /** Answers its form with the letter codes of a batch that are still open, as a workbook. */
    batchCodes: (id: string) => `/admin/batches/${id}/codes.xlsx`,
    batchCodesCsv: (id: string) => `/admin/batches/${id}/codes.csv`,
    /** Asks which of its open letter codes are to be printed, and how; answers its form with the pages to print. */
    batchPaper: (id: string) => `/admin/batches/${id}/paper`,
    /** Lets the mails of a batch wait. */
    batchPause: (id: string) => `/admin/batches/${id}/pause`,
    /** Lets the mails of a batch go on that were paused. */
    batchResumption: (id: string) => `/admin/batches/${id}/resumption`,
    /** The letters that this batch would send, as they would arrive. */
    batchLetters: (id: string, query: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/batches/${id}/letters`, query),
    batchLetterHtml: (id: string, query: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/batches/${id}/letters/html`, query),
    batchLetterTest: (id: string) => `/admin/batches/${id}/letters/test`,
    /** All kinds of letters in all languages, and what administrators wrote in them. */
    letters: () => '/admin/letters',
    letter: (kind: string, language: string) => `/admin/letters/${kind}/${language}`,
    /** With what was typed, to look at it before it is saved. */
    letterHtml: (kind: string, language: string, typed: Record<string, string | undefined> = {}) =>
      withQuery(`/admin/letters/${kind}/${language}/html`, typed),
    letterTest: (kind: string, language: string) => `/admin/letters/${kind}/${language}/test`,
    settings: () => '/admin/settings',
    /** Whether mail leaves, what failed, and what the sender's domain lacks. */
    mail: (query: Record<string, string | undefined> = {}) => withQuery('/admin/mail', query),
    mailResumption: () => '/admin/mail/resumption',
    mailCheck: () => '/admin/mail/check',
    mailWebhook: () => '/admin/mail/webhook',
    /** Tries a failed mail again, by its reference; and all of them. */
    mailRetry: (reference: string) => `/admin/mail/failed/${reference}/retry`,
    mailRetries: () => '/admin/mail/retries',
    suppressions: (query: Record<string, string | undefined> = {}) => withQuery('/admin/suppressions', query),
    /** Asks whether a suppression is to be lifted, and lifts it; the query names its address or its hash. */
    suppressionLifting: (query: Record<string, string | undefined> = {}) =>
      withQuery('/admin/suppressions/lifting', query),
    /** A file that waits until somebody says which of its columns is what. */
    upload: (id: string) => `/admin/uploads/${id}`,
    template: () => '/admin/template.xlsx',
    /** The same for people who get a letter instead of a mail. */
    lettersTemplate: () => '/admin/letters-template.xlsx',
  },
} as const

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length ? `${path}?${new URLSearchParams(given)}` : path
}
