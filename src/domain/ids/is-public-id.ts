/** Whether an id is written as those that leave the house are; whether there is such a thing is another question. */
export function isPublicId(id: string): boolean {
  return /^[0-9a-z]{20}$/.test(id)
}
