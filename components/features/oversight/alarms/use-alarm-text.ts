'use client'

import { useTranslations } from 'next-intl'
import { elapsed } from '@/components/features/conversations/list/wait-level'
import type { AlarmView } from '@/server/modules/oversight/contract'

/** What an alarm is about, in one sentence. */
export function useAlarmText(): (alarm: AlarmView) => string {
  const t = useTranslations('oversight')
  return (alarm) =>
    t(`text.${alarm.kind}`, {
      customer: alarm.conversation?.customer ?? '',
      number: alarm.conversation?.number ?? 0,
      agent: alarm.agent?.name ?? t('nobody'),
      group: alarm.group?.name ?? '',
      value: alarm.value ?? 0,
      time: elapsed((alarm.value ?? 0) * 1_000),
    })
}

/** Where it leads. */
export const placeOf = (alarm: AlarmView): string =>
  alarm.conversation ? `/conversations/${alarm.conversation.id}` : '/monitor'
