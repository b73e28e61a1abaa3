/** What a picture is, by its first bytes: what the sender claims counts for nothing. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp'

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const startsWith = (bytes: Uint8Array, head: readonly number[], from = 0) =>
  head.every((byte, index) => bytes[from + index] === byte)
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0))

export function pictureType(bytes: Uint8Array): PictureType | null {
  if (startsWith(bytes, png)) return 'image/png'
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(bytes, letters('RIFF')) && startsWith(bytes, letters('WEBP'), 8)) return 'image/webp'
  return null
}
