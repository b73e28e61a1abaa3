/**
 * What goes over the IM's wire. A message is a text (type 1) or names a medium by `mediaType` and the address
 * where it lies. What arrives is read tolerantly: a field that is not known is left alone, a field that is wrong
 * is named.
 */
import { z } from 'zod'

export const TEXT_TYPE = 1
export const mediaTypes = { picture: 1, voice: 2, video: 3, file: 4 } as const
export type MediaKind = keyof typeof mediaTypes
/** The IM's content types of these media. */
const contentTypes: Record<MediaKind, number> = { picture: 3, voice: 2, video: 6, file: 5 }

/** Who speaks, for clients that show it, and the row it was sent for: the same key is the same message. */
export type Extra = { key?: string; name?: string; portrait?: string; repeated?: boolean }

export type Content =
  | { kind: 'text'; text: string }
  | { kind: MediaKind; url: string; name: string; size?: number | undefined }

export type WirePayload = {
  type: number
  searchableContent: string
  pushContent?: string
  mediaType?: number
  remoteMediaUrl?: string
  content?: string
  extra?: string
}

export function encodePayload(content: Content, extra: Extra = {}): WirePayload {
  const more = Object.keys(extra).length > 0 ? { extra: JSON.stringify(extra) } : {}
  if (content.kind === 'text') return { type: TEXT_TYPE, searchableContent: content.text, ...more }
  const { kind, url, name, size } = content
  return {
    type: contentTypes[kind],
    searchableContent: name,
    mediaType: mediaTypes[kind],
    remoteMediaUrl: url,
    ...(size === undefined ? {} : { content: JSON.stringify({ name, size }) }),
    ...more,
  }
}

/** Numbers longer than a double can hold are ids of the IM: taken as text before the body is read. */
export function keepLongNumbers(json: string): string {
  return json.replace(
    /"(messageId|messageUid|messageUID|timestamp)"(\s*:\s*)(-?\d+)(?=\s*[,}\]])/g,
    '"$1"$2"$3"',
  )
}

const text = z.string().nullish()
const numberLike = z.union([z.number(), z.string().regex(/^\d{1,24}$/)])

const callback = z.looseObject({
  messageId: numberLike.nullish(),
  messageUid: numberLike.nullish(),
  sender: z.string().min(1).max(200),
  conv: z.looseObject({ type: numberLike, target: z.string().min(1).max(200), line: numberLike.nullish() }),
  payload: z.looseObject({
    type: numberLike,
    searchableContent: text,
    content: text,
    mediaType: numberLike.nullish(),
    remoteMediaUrl: text,
    extra: text,
  }),
  timestamp: numberLike.nullish(),
})

export type Incoming = {
  messageUid: string
  sender: string
  target: string
  /** 0 is a talk of two; groups and channels are not for the robot. */
  convType: number
  /** Epoch milliseconds by the IM's clock; null where it did not say. */
  sentAt: number | null
  content: Content | { kind: 'unsupported'; type: number }
}
export type Reading = { ok: true; message: Incoming } | { ok: false; path: string; message: string }

/** A talk longer than this is cut: a message may hold so much. */
const MAX_TEXT = 5_000

/** Reads the body of a callback; what is wrong is named by its path. */
export function readCallback(body: string): Reading {
  let json: unknown
  try {
    json = JSON.parse(keepLongNumbers(body))
  } catch {
    return { ok: false, path: '', message: 'not JSON' }
  }
  const read = callback.safeParse(json)
  if (!read.success) {
    const [issue] = read.error.issues
    return { ok: false, path: issue?.path.join('.') ?? '', message: issue?.message ?? 'wrong' }
  }
  const { messageUid, messageId, sender, conv, payload, timestamp } = read.data
  const uid = messageUid ?? messageId
  if (uid === null || uid === undefined) return { ok: false, path: 'messageUid', message: 'required' }
  const at = timestamp === null || timestamp === undefined ? null : Number(timestamp)
  const content = contentOf(payload)
  if ('path' in content) return { ok: false, ...content }
  return {
    ok: true,
    message: {
      ...{ messageUid: String(uid), sender, target: conv.target, convType: Number(conv.type), content },
      sentAt: at !== null && at > 0 && at < 8.64e15 ? at : null,
    },
  }
}

type Payload = z.infer<typeof callback>['payload']

function contentOf(payload: Payload): Incoming['content'] | { path: string; message: string } {
  const kind = (Object.keys(mediaTypes) as MediaKind[]).find(
    (one) => mediaTypes[one] === Number(payload.mediaType ?? 0),
  )
  const words = payload.searchableContent ?? ''
  if (kind) {
    const url = payload.remoteMediaUrl ?? ''
    if (!/^https?:\/\//.test(url) || !URL.canParse(url))
      return { path: 'payload.remoteMediaUrl', message: 'an http address' }
    return { kind, url, name: (fileNameOf(url) ?? (words || kind)).slice(0, 200) }
  }
  if (Number(payload.type) !== TEXT_TYPE) return { kind: 'unsupported', type: Number(payload.type) }
  const said = (words || (payload.content ?? '')).trim()
  if (said === '') return { path: 'payload.searchableContent', message: 'empty' }
  return { kind: 'text', text: said.slice(0, MAX_TEXT) }
}

function fileNameOf(url: string): string | null {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last) || null
  } catch {
    return last || null
  }
}

const answer = z.looseObject({
  code: numberLike,
  msg: text,
  result: z.looseObject({ messageUid: numberLike.nullish(), userId: text, secret: text }).nullish(),
})

export type Answer =
  | { kind: 'taken'; messageUid: string | null }
  | { kind: 'refused'; message: string }
  /** Nothing that this protocol says: whether it was taken is not known. */
  | { kind: 'unreadable' }

export function readAnswer(body: string): Answer {
  let json: unknown
  try {
    json = JSON.parse(keepLongNumbers(body))
  } catch {
    return { kind: 'unreadable' }
  }
  const read = answer.safeParse(json)
  if (!read.success) return { kind: 'unreadable' }
  const { code, msg, result } = read.data
  if (Number(code) !== 0) return { kind: 'refused', message: `code ${code}: ${msg ?? ''}`.slice(0, 300) }
  const uid = result?.messageUid
  return { kind: 'taken', messageUid: uid === null || uid === undefined ? null : String(uid) }
}
