/** What a picture is, by its first bytes; what its sender says of it counts for nothing. */
const heads: [string, number[], number][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 0],
  ['image/jpeg', [0xff, 0xd8, 0xff], 0],
  ['image/webp', [0x57, 0x45, 0x42, 0x50], 8],
]

export function logoKind(bytes: Uint8Array): string | null {
  const found = heads.find(([, head, from]) => head.every((byte, i) => bytes[from + i] === byte))
  return found?.[0] ?? null
}
