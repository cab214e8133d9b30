/** The picture of the front page: arches, one behind the other, and a lamp that is on. Decoration only. */
export function Arches() {
  return (
    <svg class="arches" viewBox="0 0 400 440" aria-hidden="true" focusable="false">
      <path class="arch-1" d="M0 440V200a200 200 0 0 1 400 0v240z" />
      <path class="arch-2" d="M44 440V204a156 156 0 0 1 312 0v236z" />
      <path class="arch-3" d="M86 440V210a114 114 0 0 1 228 0v230z" />
      <path class="arch-4" d="M126 440V218a74 74 0 0 1 148 0v222z" />
      <path class="arch-light" d="M126 440V218a74 74 0 0 1 148 0v222l60 0H66z" />
      <path class="arch-leaf" d="M126 440V218a74 74 0 0 1 52-70.700V404z" />
      <circle class="arch-knob" cx="166" cy="292" r="5" />
    </svg>
  )
}
