import type { Role } from '#src/domain/users/user.ts'

type Employee = { address: string; firstName: string; lastName: string; locale: string; role: Role }

/** The first has the address that the first administrator is invited at; each kind of people has one to sign in as. */
export const staff: readonly Employee[] = [
  person('admin', 'Claire', 'Lemaire', 'en', 'admin'),
  person('support', 'Sam', 'Dubois', 'en', 'support'),
  person('member', 'Noor', 'Peeters', 'en', 'member'),
  person('jan.maes', 'Jan', 'Maes', 'nl', 'admin'),
  person('helene.renard', 'Hélène', 'Renard', 'fr', 'admin'),
  person('jurgen.schmitz', 'Jürgen', 'Schmitz', 'de', 'admin'),
  person('fatima.haddad', 'Fatima', 'Haddad', 'fr', 'support'),
  person('lotte.claes', 'Lotte', 'Claes', 'nl', 'support'),
]

/** Who signs in to look at the town. */
export const doors = staff.slice(0, 3)

function person(name: string, firstName: string, lastName: string, locale: string, role: Role): Employee {
  return { address: `${name}@parvis.example`, firstName, lastName, locale, role }
}
