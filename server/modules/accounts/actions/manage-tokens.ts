import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { createTokenInput, TokenView } from '../contract'
import { recordAudit } from '../store/audit'
import { insertToken, revokeToken as revokeStoredToken } from '../store/tokens'

const dayMs = 24 * 60 * 60 * 1000

/** The token itself is in this answer and nowhere else. */
export function createToken(
  owner: { userId: string; name: string },
  input: z.infer<typeof createTokenInput>,
): Promise<{ token: string; view: TokenView }> {
  const createdAt = now()
  const expiresAt = input.expiresInDays ? new Date(createdAt.getTime() + input.expiresInDays * dayMs) : null
  return inTransaction(async (tx) => {
    const made = await insertToken(tx, { userId: owner.userId, name: input.name, createdAt, expiresAt })
    await recordAudit(tx, {
      actor: owner,
      action: 'created',
      entity: 'access_token',
      entityId: made.view.id,
      label: input.name,
      after: { name: input.name, expiresAt: made.view.expiresAt },
    })
    return made
  })
}

/** The token is refused from the moment this returns. */
export async function revokeToken(principal: Principal, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const label = await revokeStoredToken(tx, principal.userId, id, now())
    if (label === null) throw new AppError('not_found', 'There is no such token.')
    await recordAudit(tx, {
      actor: principal,
      action: 'revoked',
      entity: 'access_token',
      entityId: id,
      label,
    })
  })
  emitSignal('token_revoked', { userId: principal.userId, tokenId: id })
}
