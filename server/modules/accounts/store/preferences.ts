import type { Db } from '@/server/platform/db/prisma'
import type { NotificationPreferences } from '../contract'

export async function readPreferences(tx: Db, userId: string): Promise<unknown> {
  const row = await tx.user.findUnique({ where: { id: userId }, select: { preferences: true } })
  return row?.preferences
}

/** Other keys stay. */
export async function changePreferences(tx: Db, userId: string, own: NotificationPreferences): Promise<void> {
  await tx.$executeRaw`update users
    set preferences = preferences - '{sound,desktop,mail}'::text[] || ${JSON.stringify(own)}::jsonb where id = ${userId}::uuid`
}
