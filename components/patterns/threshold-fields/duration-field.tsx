'use client'

import { Group, Input, NumberInput, Select } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useState } from 'react'
import { joinDuration, splitDuration, type Unit, units } from './durations'

type Props = {
  label: string
  description?: ReactNode
  error?: ReactNode
  /** undefined = not set here. */
  ms: number | undefined
  /** What stands while nothing is set. */
  inheritedMs?: number
  onChange: (ms: number | undefined) => void
  disabled?: boolean
  /** Where the server's errors find it. */
  path?: string
}

/** A number and its unit; kept in milliseconds. */
export function DurationField({ label, description, error, ms, inheritedMs = 0, onChange, ...rest }: Props) {
  const t = useTranslations('thresholds')
  const id = useId()
  const [chosen, setChosen] = useState<Unit | null>(null)
  const shown = splitDuration(ms ?? inheritedMs)
  const unit = chosen ?? shown.unit
  const amountOf = (value: number) => value / joinDuration({ amount: 1, unit })
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <Group gap={6} wrap="nowrap" mt={4}>
        <NumberInput
          id={id}
          value={ms === undefined ? '' : amountOf(ms)}
          onChange={(value) => {
            setChosen(unit)
            onChange(value === '' ? undefined : joinDuration({ amount: Number(value), unit }))
          }}
          placeholder={String(amountOf(inheritedMs))}
          min={0}
          decimalScale={2}
          allowNegative={false}
          hideControls
          error={Boolean(error)}
          disabled={rest.disabled ?? false}
          data-path={rest.path}
          style={{ flex: 1, minWidth: 0 }}
        />
        <Select
          data={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
          value={unit}
          onChange={(next) => {
            if (!next) return
            setChosen(next as Unit)
            if (ms !== undefined) onChange(joinDuration({ amount: amountOf(ms), unit: next as Unit }))
          }}
          aria-label={t('unitOf', { name: label })}
          allowDeselect={false}
          disabled={rest.disabled ?? false}
          w={84}
        />
      </Group>
    </Input.Wrapper>
  )
}
