import { can, type Principal } from '@/server/access'
import { currentSettings, readOrganizationSettings } from '@/server/modules/accounts'
import type { CallSettings } from '@/server/modules/accounts/contract'
import { findCall } from '@/server/modules/conversations'
import { now, nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { prisma } from '@/server/platform/db/prisma'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import { postOut } from '@/server/platform/outbound'
import { dialLink } from '../domain/phone'
import { findCallBack, insertCallBackEntry } from '../store/call-backs'
import { setCallState } from '../store/calls'
import { providerSecret, signBody } from './provider-signature'
import { readerOf, requireConversation } from './reach'

/** What the browser opens to dial; null: the provider calls. */
export type Dialled = { link: string | null }

const PROVIDER_MS = 5_000

type Call = { id: string; phone: string; agentId: string; agentName: string }

async function askProvider(settings: CallSettings, call: Call): Promise<void> {
  const body = JSON.stringify({
    ...{ callId: call.id, phone: call.phone, agentId: call.agentId, agentName: call.agentName },
    reportTo: env().publicUrl ? `${env().publicUrl}/api/v1/calls/reports` : null,
  })
  const seconds = Math.floor(nowMs() / 1_000)
  const signature = signBody(providerSecret(settings.secretNumber), seconds, body)
  const status = await postOut({
    ...{ url: settings.providerUrl, body, timeoutMs: PROVIDER_MS, allowInside: env().webhookPrivate },
    headers: { 'content-type': 'application/json', 'switchyard-signature': signature },
  }).catch((error: unknown) => {
    log().warn({ err: String(error) }, 'the telephone provider could not be asked')
    return 0
  })
  if (status >= 200 && status < 300) return
  throw new AppError(
    'unavailable',
    'The telephone provider did not take the call. Try again, or dial yourself.',
  )
}

async function dial(call: Call): Promise<Dialled> {
  const { calls } = await readOrganizationSettings(prisma())
  if (calls.mode === 'link' || !calls.providerUrl) {
    return { link: dialLink(calls.link, { phone: call.phone, agent: call.agentId, call: call.id }) }
  }
  await askProvider(calls, call)
  return { link: null }
}

/** For a call that stands in a conversation, by the agent who makes it. @throws {AppError} not_found, unavailable */
export async function dialCall(
  principal: Principal,
  { conversationId, callId }: { conversationId: string; callId: string },
): Promise<Dialled> {
  await requireConversation(principal, conversationId)
  const call = await findCall(pool(), callId)
  if (call?.conversationId !== conversationId || call.agentId !== principal.userId)
    throw new AppError('not_found', 'There is no such call.')
  const dialled = await dial({ ...call })
  if (dialled.link === null) await setCallState(pool(), call.id, 'asked')
  return dialled
}

/** The number is told to whoever works on the call-back, also where lists cover it; it is on record. */
export async function dialCallBack(principal: Principal, id: string): Promise<Dialled> {
  const one = await findCallBack(pool(), id, readerOf(principal, 'tickets.edit'))
  if (!one) throw new AppError('not_found', 'There is no such call-back.')
  const dialled = await dial({
    ...{ id: one.id, phone: one.phone, agentId: principal.userId, agentName: principal.name },
  })
  await inTransaction((sql) =>
    insertCallBackEntry(sql, {
      ...{ id: newId(), callBackId: one.id, at: now(), kind: 'dialled' },
      ...{ actorId: principal.userId, actorName: principal.name },
    }),
  )
  return dialled
}

/** What the provider signs its reports with, for whoever sets it up. */
export async function getProvider(principal: Principal): Promise<{ secret: string; path: string }> {
  if (!can(principal, 'settings.write')) throw new AppError('forbidden', 'You are not allowed to do this.')
  const { calls } = await currentSettings()
  return { secret: providerSecret(calls.secretNumber), path: '/api/v1/calls/reports' }
}
