import { readOrganizationSettings } from '@/server/modules/accounts'
import type { TicketSettings } from '@/server/modules/accounts/contract'
import { addServiceTime } from '@/server/modules/channels'
import { serviceHours } from '@/server/modules/channels/contract'
import type { Sql } from '@/server/platform/db/pool'
import { prisma } from '@/server/platform/db/prisma'
import type { TicketPriority } from '../contract'
import { findHours } from '../store/read-tickets'

export async function ticketSettingsNow(): Promise<TicketSettings> {
  return (await readOrganizationSettings(prisma())).tickets
}

const HOUR_MS = 3_600_000

/** When a ticket that was opened `from` is due by the service hours of its group or channel; null where these never open. */
export async function dueByService(
  sql: Sql,
  of: { priority: TicketPriority; groupId: string | null; conversationId: string | null; from: Date },
  settings: TicketSettings,
): Promise<Date | null> {
  const hours = await findHours(sql, of)
  const calendar = hours && serviceHours.parse(hours)
  const dueMs = addServiceTime(calendar, of.from.getTime(), settings.targets[of.priority] * HOUR_MS)
  return dueMs === null ? null : new Date(dueMs)
}
