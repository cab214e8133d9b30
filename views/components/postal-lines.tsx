/** A postal address in one line, as lists have room for it. */
export function postalLine(address: string): string {
  return address.split('\n').join(', ')
}

/** A postal address as it stands on a letter. */
export function PostalLines({ address }: { address: string }) {
  return (
    <span dir="auto">
      {address.split('\n').map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </span>
  )
}
