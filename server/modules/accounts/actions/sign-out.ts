import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { emitSignal } from '@/server/platform/signals'
import { endSession } from '../store/ended-sessions'

/**
 * The session of this cookie ends here and not only in the browser: a copy of it opens nothing any more. Other
 * sessions of the person go on.
 */
export async function signOut(claims: Record<string, unknown> | null | undefined): Promise<void> {
  const { sub, sid, exp } = claims ?? {}
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return
  await endSession(pool(), { userId: sub, id: sid, until: exp }, now())
  emitSignal('user_revoked', { userId: sub })
}
