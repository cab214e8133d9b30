import { readAddress } from '#src/domain/invitations/address.ts'

/**
 * Reads what was typed as domains of addresses, each as it stands behind the @ of a stored address: lower case, in ASCII.
 * Separated by commas, semicolons or blanks; a leading @ is forgiven.
 */
export function readDomains(typed: string): { domains: string[]; wrong: string[] } {
  const pieces = typed.split(/[\s,;]+/).filter((piece) => piece !== '')
  const domains = new Set<string>()
  const wrong: string[] = []
  for (const piece of pieces) {
    const read = readAddress(`somebody@${piece.replace(/^@/, '')}`)
    if (read.state === 'valid') domains.add(read.emailKey.slice('somebody@'.length))
    else wrong.push(piece)
  }
  return { domains: [...domains], wrong }
}
