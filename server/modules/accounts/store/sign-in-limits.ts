import { createHash } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { pool } from '@/server/platform/db/pool'
import { lineOf } from '@/server/platform/networks'
import { accountKey, throttle } from '../domain/throttle'

type Kind = keyof typeof throttle
type Attempt = { allowed: true } | { allowed: false; millisecondsLeft: number }
const shared = globalThis as { switchyardSignInLimits?: Record<Kind, RateLimiterPostgres> }

function limiter(kind: Kind): RateLimiterPostgres {
  shared.switchyardSignInLimits ??= {
    account: open('account'),
    address: open('address'),
    reset_account: open('reset_account'),
    reset_address: open('reset_address'),
  }
  return shared.switchyardSignInLimits[kind]
}

function open(kind: Kind): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool(),
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: `sign_in_${kind}`,
    points: throttle[kind].attempts,
    duration: throttle[kind].windowSeconds,
  })
}

/** Keys are hashed: the table holds neither addresses of mail nor of machines. */
function keyOf(kind: Kind, text: string): string {
  return createHash('sha256')
    .update(kind.endsWith('account') ? accountKey(text) : lineOf(text))
    .digest('hex')
    .slice(0, 40)
}

/** Counts an attempt before it is looked at, so that many at once cannot slip through together. */
export function countAttempt(email: string, address: string): Promise<Attempt> {
  return count({ account: email, address })
}

export function countResetRequest(email: string, address: string): Promise<Attempt> {
  return count({ reset_account: email, reset_address: address })
}

async function count(keys: Partial<Record<Kind, string>>): Promise<Attempt> {
  const results = await Promise.allSettled(
    (Object.entries(keys) as [Kind, string][]).map(([kind, text]) =>
      limiter(kind).consume(keyOf(kind, text)),
    ),
  )
  let millisecondsLeft = 0
  for (const result of results) {
    if (result.status === 'fulfilled') continue
    if (!(result.reason instanceof RateLimiterRes)) throw result.reason
    millisecondsLeft = Math.max(millisecondsLeft, result.reason.msBeforeNext)
  }
  return millisecondsLeft > 0 ? { allowed: false, millisecondsLeft } : { allowed: true }
}

/** A right password: the account starts afresh, the address gets its attempt back. */
export async function forgiveAttempt(email: string, address: string): Promise<void> {
  await Promise.all([
    limiter('account').delete(keyOf('account', email)),
    limiter('address').reward(keyOf('address', address), 1),
  ])
}

/** Counters that ran out are of no use; called from time to time. */
export async function clearExpiredAttempts(at: Date): Promise<void> {
  await pool().query('delete from rate_limits where expire < $1', [at.getTime()])
}
