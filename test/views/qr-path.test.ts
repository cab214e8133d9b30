import encodeQr from 'qr'
import { describe, expect, it } from 'vitest'
import { modulesOf, readQrPath } from '#test/support/qr.ts'
import { qrPath } from '#views/paper/qr-path.ts'

const links = Array.from(
  { length: 40 },
  (_, n) => `https://parvis${'x'.repeat(n)}.example/i/7K3Q9F2M${n + 10000}`,
)

describe('the QR code of a link', () => {
  it('is read by a phone, however long the link is', () => {
    for (const link of links) {
      const { path, size } = qrPath(link)
      expect(readQrPath(path, size)).toBe(link)
    }
  })

  it('is drawn module by module as it was computed, with four light ones around it', () => {
    const { path, size } = qrPath(links[0] ?? '')
    const expected = encodeQr(links[0] ?? '', 'raw', { ecc: 'medium', border: 4 })
    expect(size).toBe(expected.length)
    expect(modulesOf(path, size)).toEqual(expected)
    expect(expected.slice(0, 4).flat()).not.toContain(true)
    expect(expected[4]?.[4]).toBe(true)
  })

  it('is short to write down: eight hundred of them are one page', () => {
    for (const link of links.slice(0, 10)) expect(qrPath(link).path.length).toBeLessThan(2500)
  })
})
