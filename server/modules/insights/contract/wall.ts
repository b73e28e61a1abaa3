import { z } from 'zod'
import type { MonitorDay, MonitorView } from './monitor'

/** A screen on the wall turns no faster than a person reads. */
export const rotation = { min: 5, max: 600 }

export const wallInput = z.object({
  groupId: z.uuid().nullable().default(null),
  subGroups: z.boolean().default(true),
})
export type WallInput = z.output<typeof wallInput>
/** What a screen without anybody signed in sends: the secret of its address. */
export const displayToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
export const shownWallInput = wallInput.extend({ token: displayToken })

export type WallView = Pick<MonitorView, 'at' | 'timeZone' | 'figures' | 'targets' | 'trend'> & {
  organization: string
  /** Whose numbers they are; null: all that may be seen. */
  group: { id: string; name: string } | null
  groups: MonitorView['groups']
  slots: MonitorDay['slots']
  /** Alarms that nobody has acknowledged. */
  alarms: { warning: number; breach: number }
}

export const createDisplayInput = z.object({
  name: z.string().trim().min(1).max(60),
  groupId: z.uuid().nullable(),
})
export const displayIdInput = z.object({ id: z.uuid() })
export type DisplayView = {
  id: string
  name: string
  group: { id: string; name: string } | null
  /** Whose permission it shows by. */
  maker: string
  createdAt: string
  lastSeenAt: string | null
  /** false: its maker may not see the monitor any more, so it shows nothing. */
  works: boolean
}
