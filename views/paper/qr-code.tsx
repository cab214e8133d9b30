import { qrPath } from './qr-path.ts'

/** A QR code of this text, `label` says to those who do not see it what it is for. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = qrPath(text)
  return (
    <svg class="qr" data-qr="" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} fill="#000" fill-rule="evenodd" shape-rendering="crispEdges" />
    </svg>
  )
}
