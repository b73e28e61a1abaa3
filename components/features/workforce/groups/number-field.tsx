'use client'

import { NumberInput, type NumberInputProps } from '@mantine/core'

type Props = Omit<NumberInputProps, 'value' | 'onChange'> & {
  value?: number | null
  onChange?: (value: number | null) => void
}

/** A whole number; empty is null, which the schema accepts or calls missing. */
export function NumberField({ value, onChange, ...rest }: Props) {
  return (
    <NumberInput
      {...rest}
      value={value ?? ''}
      onChange={(next) => onChange?.(next === '' ? null : Number(next))}
      allowDecimal={false}
      allowNegative={false}
      hideControls
    />
  )
}
