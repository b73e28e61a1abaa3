'use client'

import { SimpleGrid, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import type { GroupForm } from './form-values'
import { NumberField } from './number-field'

/** Those that a group has a reason to set apart; the others are the channel's. */
const shown = [
  'queueGraceMs',
  'noReplyWarningMs',
  'noReplyBreachMs',
  'silenceMs',
  'countdownMs',
  'confirmationMs',
] as const

/** Limits of time in seconds; an empty one is inherited. */
export function LimitFields({ form }: { form: UseFormReturnType<GroupForm> }) {
  const t = useTranslations('groups.limit')
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('hint')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        {shown.map((key) => {
          const path = `thresholds.${key}` as const
          const value = form.values.thresholds[key]
          return (
            <NumberField
              key={key}
              label={t(`field.${key}`)}
              suffix=" s"
              placeholder={t('inherited')}
              value={value === undefined ? null : value / 1000}
              onChange={(seconds) =>
                form.setFieldValue(path, seconds === null ? undefined : Math.round(seconds * 1000))
              }
              error={form.errors[path]}
              data-path={path}
            />
          )
        })}
      </SimpleGrid>
    </>
  )
}
