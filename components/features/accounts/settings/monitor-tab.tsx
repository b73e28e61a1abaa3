'use client'

import { NumberInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { SettingsValues } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

const targets = [
  { key: 'queueing', max: 100_000, suffix: null },
  { key: 'longestWaitSeconds', max: 86_400, suffix: 'seconds' },
  { key: 'ablePercent', max: 100, suffix: 'percent' },
  { key: 'occupancyPercent', max: 100, suffix: 'percent' },
  { key: 'serviceLevelPercent', max: 100, suffix: 'percent' },
  { key: 'abandonedPercent', max: 100, suffix: 'percent' },
] as const

/** What the figures of the monitor and of the wallboard are held against. */
export function MonitorTab({ value }: { value: SettingsValues['monitor'] }) {
  const t = useTranslations('settings')
  return (
    <SectionForm section="monitor" value={value} title={t('tab.monitor')} hint={t('monitorHint')}>
      {(form) =>
        targets.map(({ key, max, suffix }) => (
          <NumberInput
            key={key}
            label={t(`field.${key}`)}
            description={t(`monitorTarget.${key}`)}
            {...(suffix !== null && {
              suffix: suffix === 'seconds' ? t('secondsSuffix') : t('percentSuffix'),
            })}
            min={1}
            max={max}
            allowDecimal={false}
            allowNegative={false}
            maw={420}
            required
            {...form.getInputProps(key)}
          />
        ))
      }
    </SectionForm>
  )
}
