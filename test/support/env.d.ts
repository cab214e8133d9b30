declare namespace Cloudflare {
  interface Env {
    TEST_MIGRATIONS: import('cloudflare:test').D1Migration[]
    /** Where the fake MailChannels listens: fake-mail.ts speaks to it. */
    FAKE_MAIL_URL: string
    /** In the bench only: the database of the small town, and how many people the large one has. */
    SMALL_TOWN: D1Database
    PEOPLE?: string
  }
}
