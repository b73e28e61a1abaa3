import { z } from 'zod'
import { readOrganizationSettings } from '@/server/modules/accounts'
import { findCall, recordCallOutcome } from '@/server/modules/conversations'
import { callResult } from '@/server/modules/conversations/contract'
import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/pool'
import { prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { forgetReports, insertReport, setCallState } from '../store/calls'
import { isSigned, providerSecret } from './provider-signature'

const report = z.object({
  /** Of this report: the same again is refused. */
  id: z.string().min(1).max(100),
  callId: z.uuid(),
  state: z.enum(['ringing', 'connected', 'ended', 'failed']),
  result: callResult.optional(),
  durationSeconds: z.int().min(0).max(86_400).optional(),
  recordingUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
})

const KEPT_MS = 24 * 3_600_000

/**
 * A provider tells how a call goes. Taken when it is signed with the secret, not older than five minutes, and new;
 * the row of the report is held until what it says is stored. @throws {AppError} unauthenticated, invalid_input,
 * duplicate, not_found
 */
export async function takeReport(header: string | null, body: string): Promise<void> {
  const { calls } = await readOrganizationSettings(prisma())
  const at = now()
  const secret = providerSecret(calls.secretNumber)
  if (!isSigned(header, body, secret, Math.floor(at.getTime() / 1_000)))
    throw new AppError('unauthenticated', 'The signature is missing, wrong or too old.')
  const told = report.safeParse(readJson(body))
  if (!told.success) {
    throw new AppError('invalid_input', 'The report is not understood.', {
      fields: told.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    })
  }
  const { id, callId, state, result, durationSeconds, recordingUrl } = told.data
  await inTransaction(async (sql) => {
    await forgetReports(sql, new Date(at.getTime() - KEPT_MS))
    if (!(await insertReport(sql, id, at))) throw new AppError('duplicate', 'This report was taken before.')
    const call = await findCall(sql, callId)
    if (!call) throw new AppError('not_found', 'There is no such call.')
    if (result) {
      const by = { id: call.agentId, name: call.agentName }
      const outcome = { result, durationSeconds, recordingUrl, note: call.note ?? undefined }
      await recordCallOutcome({ id: call.id, conversationId: call.conversationId }, outcome, by)
    }
    await setCallState(sql, callId, state)
  })
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new AppError('malformed', 'The body is not JSON.')
  }
}
