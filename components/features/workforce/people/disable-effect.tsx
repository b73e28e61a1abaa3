'use client'

import { List, Stack, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { DisableEffect } from '@/server/modules/workforce/contract'

/** What will happen, with its numbers, before anything is done. */
export function DisableEffectText({ effect }: { effect: DisableEffect }) {
  const t = useTranslations('people.disable')
  const format = useFormatter()
  const names = (all: string[]) => format.list(all)
  return (
    <Stack gap="sm">
      <Text>{t('body')}</Text>
      <List size="sm" spacing={4}>
        <List.Item>{t('live', { live: effect.live })}</List.Item>
        {effect.messages > 0 && <List.Item>{t('messages', { messages: effect.messages })}</List.Item>}
        {effect.futureShifts > 0 && <List.Item>{t('shifts', { shifts: effect.futureShifts })}</List.Item>}
        {effect.receiverOf.length > 0 && (
          <List.Item>{t('receiver', { groups: names(effect.receiverOf) })}</List.Item>
        )}
        {effect.lastOf.length > 0 && <List.Item>{t('last', { groups: names(effect.lastOf) })}</List.Item>}
      </List>
    </Stack>
  )
}
