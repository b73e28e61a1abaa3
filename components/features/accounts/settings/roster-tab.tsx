'use client'

import { NumberInput, Switch } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { SettingsValues } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

const limits = [
  { key: 'longestShiftHours', min: 1, max: 48, whole: true },
  { key: 'maxShiftHours', min: 1, max: 48, whole: false },
  { key: 'minRestHours', min: 0, max: 48, whole: false },
  { key: 'maxWeekHours', min: 1, max: 168, whole: false },
] as const

/** Who decides on swaps, and when a plan is refused or marked. */
export function RosterTab({ value }: { value: SettingsValues['roster'] }) {
  const t = useTranslations('settings')
  return (
    <SectionForm section="roster" value={value} title={t('tab.roster')} hint={t('rosterHint')}>
      {(form) => (
        <>
          <Switch
            label={t('field.swapsNeedApproval')}
            description={t('rosterLimit.swapsNeedApproval')}
            {...form.getInputProps('swapsNeedApproval', { type: 'checkbox' })}
          />
          {limits.map(({ key, min, max, whole }) => (
            <NumberInput
              key={key}
              label={t(`field.${key}`)}
              description={t(`rosterLimit.${key}`)}
              suffix={t('hoursSuffix')}
              min={min}
              max={max}
              allowDecimal={!whole}
              allowNegative={false}
              maw={420}
              required
              {...form.getInputProps(key)}
            />
          ))}
        </>
      )}
    </SectionForm>
  )
}
