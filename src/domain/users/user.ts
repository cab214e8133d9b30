import { roles } from '#src/db/schema/users.ts'

export { roles }

export type Role = (typeof roles)[number]

/** Longest first or last name, in characters. */
export const personNameMax = 100

/** The signed-in person. */
export type Actor = {
  id: number
  publicId: string
  email: string
  firstName: string
  lastName: string
  locale: string
  role: Role
}
