import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { recordAudit } from '../store/audit'
import { findUserWithRoles, insertUser } from '../store/new-users'
import { insertToken } from '../store/tokens'

/** A token that a program was given for somebody else ends by itself. */
const TOKEN_DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * A user with the role "agent" and nothing else, found by address or made, inside the caller's transaction.
 * Whoever has another role is refused: the caller goes on to make a token, and no administrator may get hold
 * of another person's wider rights. @throws {AppError} duplicate, invalid_state
 */
export async function ensureAgentUser(
  tx: Db,
  principal: Principal,
  input: { email: string; name: string },
): Promise<{ id: string; created: boolean }> {
  const email = input.email.trim().toLowerCase()
  const known = await findUserWithRoles(tx, email)
  if (known) {
    if (known.disabled) throw new AppError('invalid_state', 'The user with this address is disabled.')
    if (known.roleKeys.some((key) => key !== 'agent')) {
      throw new AppError('duplicate', 'The address belongs to somebody who is more than an agent.', {
        fields: [{ path: 'email', message: 'taken' }],
      })
    }
    return { id: known.id, created: false }
  }
  const id = await insertUser(tx, {
    email,
    name: input.name,
    passwordHash: null,
    role: 'agent',
    createdAt: now(),
  })
  await recordAudit(tx, {
    actor: principal,
    action: 'created',
    entity: 'user',
    entityId: id,
    label: input.name,
    after: { email, roles: ['agent'] },
  })
  return { id, created: true }
}

/** A token for somebody else, in the caller's transaction; shown once, for 30 days. */
export async function issueToken(
  tx: Db,
  principal: Principal,
  owner: { userId: string; name: string },
): Promise<string> {
  const createdAt = now()
  const expiresAt = new Date(createdAt.getTime() + TOKEN_DAYS * DAY_MS)
  const name = `Made by ${principal.name}`.slice(0, 80)
  const made = await insertToken(tx, { userId: owner.userId, name, createdAt, expiresAt })
  await recordAudit(tx, {
    actor: principal,
    action: 'created',
    entity: 'access_token',
    entityId: made.view.id,
    label: `${owner.name}: ${name}`,
    after: { name, owner: owner.userId, expiresAt: made.view.expiresAt },
  })
  return made.token
}
