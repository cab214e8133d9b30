import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/** Of all ways a mail goes, each call to database, queue and provider is struck: long enough to run beside (scripts/check.ts). */
const faults = ['test/jobs/mail-faults*.test.ts']

/**
 * Three kinds of tests: in the real runtime (workerd, D1, queues), of which faults of mail are a part of their own; about the house
 * itself (words, imports, migrations); and journeys in a real browser against `npm start`.
 */
export default defineConfig({
  test: {
    projects: [
      inRuntime('workers', {
        include: ['test/**/*.test.{ts,tsx}'],
        exclude: ['test/journeys/**', 'test/house/**', ...faults],
      }),
      inRuntime('faults', { include: faults }),
      {
        test: { name: 'house', include: ['test/house/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/journeys/support/shared-platform.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})

function inRuntime(
  name: string,
  files: { include: string[]; exclude?: string[] },
): TestProjectInlineConfiguration {
  return {
    plugins: [
      cloudflareTest(async ({ inject }) => ({
        wrangler: { configPath: './wrangler.toml' },
        miniflare: {
          bindings: {
            SECRET: 'a secret for tests only, 0123456789abcdef',
            TEST_MIGRATIONS: await readD1Migrations('migrations'),
            FAKE_MAIL_URL: inject('fakeMailUrl'),
          },
        },
      })),
    ],
    test: {
      name,
      ...files,
      setupFiles: ['test/support/setup.ts'],
      globalSetup: ['test/support/fake-mail-server.ts'],
      // One runtime for all files: starting one costs seconds, and setup.ts empties it before every test.
      isolate: false,
      fileParallelism: false,
      // Generous, because a test that is cut off goes on writing into the database of the next one.
      testTimeout: 60_000,
    },
  }
}
