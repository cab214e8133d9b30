/** Files by name, each made when it is wanted: nothing that a machine wrote is kept. */
export type Files = Readonly<Record<string, () => Uint8Array>>

export function textFile(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
