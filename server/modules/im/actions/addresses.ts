import { timingSafeEqual } from 'node:crypto'
import { env } from '@/server/platform/env'
import { keyedHash } from '@/server/platform/seal'

/** An IM's clients open a picture when somebody scrolls to it. */
const FILE_LINK_MS = 7 * 86_400_000
const PURPOSE = 'im file'

const base = () => env().publicUrl ?? `http://127.0.0.1:${env().port}`

/** Where the IM delivers what its users write. */
export const callbackAddress = (channelId: string): string => `${base()}/api/v1/im/${channelId}/messages`

/** A path of this installation as an address that others can open. */
export const absolute = (path: string): string => (path.startsWith('/') ? `${base()}${path}` : path)

const signOfFile = (id: string, until: string) => keyedHash(PURPOSE, `${id}.${until}`).toString('base64url')

/** An address under which the IM can fetch a file of a conversation, for a week. */
export function fileAddress(id: string, at: number): string {
  const until = String(at + FILE_LINK_MS)
  return `${base()}/api/v1/im/files/${id}?until=${until}&sign=${signOfFile(id, until)}`
}

export function isFileAddress(id: string, until: string, sign: string, at: number): boolean {
  if (!/^\d{1,16}$/.test(until) || Number(until) < at) return false
  const wanted = Buffer.from(signOfFile(id, until))
  const given = Buffer.from(sign)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
