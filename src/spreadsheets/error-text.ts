const errors: Readonly<Record<number, string>> = {
  ...{ 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' },
}

/** What programs show for the errors that binary files have as numbers. */
export function errorText(code: number): string {
  return errors[code] ?? '#ERROR'
}
