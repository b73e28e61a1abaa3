'use client'

import { Select, type SelectProps } from '@mantine/core'

type Props<Value extends string> = {
  /** What is chosen among, for screen readers. */
  label: string
  /** What stands there while nothing is chosen: "All states". */
  all: string
  options: readonly { value: Value; label: string }[]
  value: Value | null
  onChange: (value: Value | null) => void
} & Pick<SelectProps, 'w' | 'searchable'>

/** One choice that narrows a list; cleared, the list is whole again. */
export function FilterSelect<Value extends string>({ label, all, options, onChange, ...rest }: Props<Value>) {
  return (
    <Select
      w={150}
      {...rest}
      data={[...options]}
      onChange={(chosen) => onChange(options.find(({ value }) => value === chosen)?.value ?? null)}
      placeholder={all}
      aria-label={label}
      clearable
    />
  )
}
