declare namespace Cloudflare {
  interface Env {
    TEST_MIGRATIONS: import('cloudflare:test').D1Migration[]
    /** Where the fake MailChannels listens: fake-mail.ts speaks to it. */
    FAKE_MAIL_URL: string
  }
}
