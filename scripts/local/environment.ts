import { delimiter, dirname, join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** Where Node keeps what it has compiled: wrangler is ten megabytes of script, and half of each start. */
export const compileCache = join(root, 'node_modules/.cache/node')

/** What keeps wrangler and its runtime at home: no account, no telemetry, no look for updates, no log files. */
export function offline(state: string): NodeJS.ProcessEnv {
  return {
    CI: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    DO_NOT_TRACK: '1',
    NODE_COMPILE_CACHE: compileCache,
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_NO_SKILLS_UPDATE_PROMPTS: 'true',
    WRANGLER_REGISTRY_PATH: join(state, 'registry'),
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_WRITE_LOGS: 'false',
    X_LOCAL_EXPLORER: 'false',
    X_LOCAL_OBSERVABILITY: 'false',
    // The build of wrangler.toml says `node`: it means the one that runs this.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  }
}
