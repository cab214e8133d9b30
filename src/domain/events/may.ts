/** Users write to the journal, so the journal cannot know more of them. */
type Actor = { role: string }

export function maySeeJournal(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** A list that leaves the house is out of its hands. */
export function mayExportJournal(actor: Actor): boolean {
  return actor.role === 'admin'
}
