'use client'

import { Select } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { QualityFormula } from '@/server/modules/workforce/contract'
import { NumberField } from '../groups/number-field'

type Props = { formula: QualityFormula; onChange: (formula: QualityFormula) => void }

const numbers = [
  { key: 'satisfactionWeight', min: 0, max: 100, suffix: ' %' },
  { key: 'priorRatings', min: 0, max: 1_000, suffix: '' },
  { key: 'priorHours', min: 0, max: 1_000, suffix: ' h' },
  { key: 'lowest', min: 1, max: 100, suffix: ' %' },
  { key: 'highest', min: 100, max: 1_000, suffix: ' %' },
  { key: 'average', min: 1, max: 1_000, suffix: '' },
] as const

export function FormulaFields({ formula, onChange }: Props) {
  const t = useTranslations('capacity.formula')
  return (
    <>
      <Select
        label={t('satisfaction')}
        w={150}
        allowDeselect={false}
        value={formula.satisfaction}
        data={[
          { value: 'mean', label: t('mean') },
          { value: 'share', label: t('share') },
        ]}
        onChange={(value) => onChange({ ...formula, satisfaction: value === 'share' ? 'share' : 'mean' })}
      />
      {numbers.map(({ key, min, max, suffix }) => (
        <NumberField
          key={key}
          label={t(`${key}`)}
          w={130}
          min={min}
          max={max}
          suffix={suffix}
          value={formula[key]}
          onChange={(value) => value !== null && onChange({ ...formula, [key]: value })}
        />
      ))}
    </>
  )
}
