import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** `npm run bench`: the measurements of DESIGN 6, in the real runtime. */
export default defineConfig({
  plugins: [
    cloudflareTest(async ({ inject }) => ({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        // A small town to compare the large one with.
        d1Databases: { SMALL_TOWN: 'small-town' },
        bindings: {
          ...(process.env.PEOPLE && { PEOPLE: process.env.PEOPLE }),
          SECRET: 'a secret for the bench only, 0123456789abcdef',
          TEST_MIGRATIONS: await readD1Migrations('migrations'),
          // Letters leave for the fake provider, which listens beside the bench.
          MAIL_TRANSPORT: 'mailchannels',
          MAILCHANNELS_KEY: 'fake-key',
          MAILCHANNELS_ACCOUNT: 'fakeaccount',
          MAILCHANNELS_URL: inject('fakeMailUrl'),
          FAKE_MAIL_URL: inject('fakeMailUrl'),
        },
      },
    })),
  ],
  test: {
    name: 'bench',
    include: ['test/bench/**/*.bench.ts'],
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/support/fake-mail-server.ts'],
    testTimeout: 600_000,
    reporters: [['default', { summary: false }]],
    disableConsoleIntercept: true,
  },
})
