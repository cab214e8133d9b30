import { type PartEnd, readPart } from '#src/spreadsheets/xml/read-xml.ts'
import type { Directory, Part } from '#src/spreadsheets/zip/directory.ts'

/** What a part refers to, by the id it uses for it. */
export type Relations = ReadonlyMap<string, Relation>
/** The last word of its type, such as `worksheet`, and its target: the name of a part, or an address outside. */
export type Relation = { type: string; target: string }

/** More than a link for each row of the longest list. */
const relationsMax = 200_000

/** Reads what a part refers to; the empty name stands for the file as a whole. Kept are only those of the types named. */
export async function readRelations(
  directory: Directory,
  source: string,
  types: readonly string[],
): Promise<{ state: PartEnd; relations: Relations }> {
  const relations = new Map<string, Relation>()
  const folder = source.slice(0, source.lastIndexOf('/') + 1)
  const part = directory.get(`${folder}_rels/${source.slice(folder.length)}.rels`.toLowerCase())
  if (!part) return { state: 'whole', relations }
  const state = await readPart(part, {
    open(name, { Id, Type, Target, TargetMode }) {
      const type = Type?.slice(Type.lastIndexOf('/') + 1)
      if (name !== 'Relationship' || !Id || !Target || !type || !types.includes(type)) return
      const isOutside = TargetMode === 'External' || type === 'hyperlink'
      if (relations.size < relationsMax)
        relations.set(Id, { type, target: isOutside ? Target : partName(folder, Target) })
    },
  })
  return { state, relations }
}

/** The part that the first relation of this type leads to. */
export function findPart(directory: Directory, relations: Relations, type: string): Part | undefined {
  const relation = [...relations.values()].find((one) => one.type === type)
  return directory.get(relation?.target.toLowerCase() ?? '')
}

/** The name of a part from a target relative to the folder of what refers to it. */
function partName(folder: string, target: string): string {
  const names: string[] = []
  for (const name of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return names.join('/')
}
