import type { en } from '../en/index.ts'
import batches from './batches.json' with { type: 'json' }
import bulk from './bulk.json' with { type: 'json' }
import common from './common.json' with { type: 'json' }
import exports from './exports.json' with { type: 'json' }
import groups from './groups.json' with { type: 'json' }
import invitations from './invitations.json' with { type: 'json' }
import journal from './journal.json' with { type: 'json' }
import letterbook from './letterbook.json' with { type: 'json' }
import letters from './letters.json' with { type: 'json' }
import mail from './mail.json' with { type: 'json' }
import overview from './overview.json' with { type: 'json' }
import paper from './paper.json' with { type: 'json' }
import projects from './projects.json' with { type: 'json' }
import settings from './settings.json' with { type: 'json' }
import suppressions from './suppressions.json' with { type: 'json' }
import template from './template.json' with { type: 'json' }
import users from './users.json' with { type: 'json' }
import welcome from './welcome.json' with { type: 'json' }

/** Same keys as English, or the build fails. */
export const es = {
  batches,
  bulk,
  exports,
  journal,
  common,
  groups,
  invitations,
  letters,
  overview,
  paper,
  projects,
  template,
  users,
  welcome,
  letterbook,
  mail,
  settings,
  suppressions,
} satisfies Same<typeof en>

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }
