/** The id of a new group or project. Forms draw it when they are shown, so that a form sent twice makes one thing. */
export { newPublicId as drawId } from '#src/db/public-id.ts'
