import { type Db, prisma } from '@/server/platform/db/prisma'
import {
  type NotificationPreferences,
  type NotificationSettings,
  type NotificationView,
  notificationPreferences,
} from '../contract'
import { changePreferences, readPreferences } from '../store/preferences'
import { currentSettings } from '../store/settings-cache'

/** As stored: what another version wrote and this one does not know counts as not said. */
function readOwn(stored: unknown): NotificationPreferences {
  const { sound, desktop, mail } = (stored ?? {}) as Record<string, unknown>
  const { shape } = notificationPreferences
  return {
    ...pick('sound', shape.sound.safeParse(sound).data),
    ...pick('desktop', shape.desktop.safeParse(desktop).data),
    ...pick('mail', shape.mail.safeParse(mail).data),
  }
}

const pick = <K extends string, T>(key: K, value: T | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: T }

export async function getNotifications(userId: string): Promise<NotificationView> {
  const [{ notifications }, stored] = await Promise.all([
    currentSettings(),
    readPreferences(prisma(), userId),
  ])
  return { defaults: notifications, own: readOwn(stored) }
}

/** All that is one's own; what is left out is as the organisation says again. */
export async function setNotifications(userId: string, own: NotificationPreferences): Promise<void> {
  await changePreferences(prisma(), userId, own)
}

/** What holds for somebody: their own word, else the organisation's. */
export async function notificationsOf(userId: string, tx: Db = prisma()): Promise<NotificationSettings> {
  const [{ notifications }, stored] = await Promise.all([currentSettings(), readPreferences(tx, userId)])
  const own = readOwn(stored)
  return { ...notifications, ...own, mail: { ...notifications.mail, ...own.mail } }
}
