'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useNotificationSettings } from '@/components/features/accounts/use-notification-settings'
import type { StreamEvent } from '@/server/http/v1/contract'
import type { Live } from '../live/live'
import { isHeldBy } from '../live/live-state'
import { playChime } from './play-chime'

type Settings = { desktop: boolean; sound: boolean }

const canNotify = () => typeof Notification !== 'undefined'

export function useAlertSettings() {
  const { sound, desktop, change: keep } = useNotificationSettings()
  const settings: Settings = { sound, desktop }
  const change = async (next: Partial<Settings>) => {
    if (next.desktop && (await Notification.requestPermission()) !== 'granted') return
    if (next.sound) playChime()
    keep(next)
  }
  const blocked = !canNotify() || Notification.permission === 'denied'
  return { settings, change, blocked }
}

/** Somebody asks this agent for help. */
const isAsked = ({ type, detail }: StreamEvent, agentId: string) =>
  type === 'participants' && detail?.userId === agentId && detail.on === true

const isAboutCustomer = ({ type, message }: StreamEvent) =>
  type === 'assigned' || type === 'transferred' || message?.senderKind === 'customer'

/** Tells of customers while nobody looks at any tab. Only the leading tab tells, so each thing is told once. */
export function useAlerts(live: Live | null, open: (id: string) => void): void {
  const t = useTranslations('workspace.alerts')
  const { settings } = useAlertSettings()
  const latest = useRef({ settings, open, t })
  latest.current = { settings, open, t }
  useEffect(() => {
    if (!live) return
    return live.onEvent(async (event) => {
      const stream = live.stream()
      const { settings, open, t } = latest.current
      const id = event.conversationId
      const asked = isAsked(event, live.agentId)
      if (!id || !stream?.isLeader() || !(asked || isAboutCustomer(event))) return
      if (!settings.desktop && !settings.sound) return
      const view = live.store.get().views[id]
      if (view && !asked && !isHeldBy(view, live.agentId)) return
      if (await stream.isSeen()) return
      if (settings.sound) playChime()
      if (!settings.desktop || !canNotify() || Notification.permission !== 'granted') return
      const note = new Notification(view?.customer.name ?? t('newCustomer'), {
        body: asked
          ? t('asked', { name: String(event.detail?.by ?? '') })
          : event.message?.text || t('assigned'),
        tag: id,
      })
      note.onclick = () => {
        window.focus()
        open(id)
        note.close()
      }
    })
  }, [live])
}
