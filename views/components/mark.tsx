/** Our sign: an open door under an arch. Decoration only; the name stands beside it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path class="mark-arch" d="M4 28V16a12 12 0 0 1 24 0v12z" />
      <path class="mark-door" d="M10 28V17a6 6 0 0 1 12 0v11z" />
      <path class="mark-leaf" d="M10 28V17a6 6 0 0 1 5-5.9V28z" />
    </svg>
  )
}
