import { nowMs } from '@/server/platform/clock'
import { env } from '@/server/platform/env'
import { OutboundRefused } from '@/server/platform/outbound'
import { callOut } from '@/server/platform/outbound-read'
import { readAnswer, type WirePayload } from '../domain/payload'
import { signedHeaders } from './signature'

const TIMEOUT_MS = 8_000
const MAX_ANSWER = 64 * 1024

/** How a call ended. `unknown`: it may have been carried out. */
export type Outcome =
  | { kind: 'sent'; messageUid: string | null }
  | { kind: 'refused'; error: string }
  | { kind: 'unknown'; error: string }

/** Failures of which it is certain that the IM has heard nothing. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function neverSent(error: unknown): boolean {
  if (error instanceof OutboundRefused) return true
  const { code, errors } = error as { code?: string; errors?: unknown[] }
  if (errors?.length) return errors.every(neverSent)
  return code !== undefined && NEVER_SENT.has(code)
}

async function post(base: string, path: string, headers: Record<string, string>, body: object) {
  return callOut({
    method: 'POST',
    url: `${base.replace(/\/+$/, '')}${path}`,
    headers,
    body: JSON.stringify(body),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_ANSWER,
    allowInside: env().webhookPrivate,
  })
}

async function outcomeOf(call: Promise<{ status: number; bytes: Buffer }>): Promise<Outcome> {
  try {
    const { status, bytes } = await call
    if (status >= 400 && status < 500) return { kind: 'refused', error: `answered ${status}` }
    if (status < 200 || status > 299) return { kind: 'unknown', error: `answered ${status}` }
    const answer = readAnswer(bytes.toString('utf8'))
    if (answer.kind === 'taken') return { kind: 'sent', messageUid: answer.messageUid }
    if (answer.kind === 'refused') return { kind: 'refused', error: answer.message }
    return { kind: 'unknown', error: 'the answer is not what the IM says' }
  } catch (error) {
    return { kind: neverSent(error) ? 'refused' : 'unknown', error: String(error) }
  }
}

export type Message = {
  serverUrl: string
  rid: string
  secret: string
  target: string
  line: number
  payload: WirePayload
}

export function sendToIm({ serverUrl, rid, secret, target, line, payload }: Message): Promise<Outcome> {
  const body = { sender: rid, conv: { type: 0, target, line }, payload }
  return outcomeOf(post(serverUrl, '/robot/message/send', signedHeaders(rid, secret, nowMs()), body))
}

export type NewRobot = {
  adminUrl: string
  adminSecret: string
  userId: string
  displayName: string
  owner: string
  secret: string
  callback: string
}

/** Made or made again: id and secret are settled here, so a repeat changes nothing. */
export function createRobot({ adminUrl, adminSecret, displayName, ...robot }: NewRobot): Promise<Outcome> {
  const body = { ...robot, name: robot.userId, displayName }
  return outcomeOf(post(adminUrl, '/admin/robot/create', signedHeaders(null, adminSecret, nowMs()), body))
}
