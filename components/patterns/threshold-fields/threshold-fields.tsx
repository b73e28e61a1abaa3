'use client'

import { SimpleGrid } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ThresholdOverrides } from '@/server/modules/conversations/contract'
import { DurationField } from './duration-field'
import { type Inherited, type ThresholdName, thresholdNames } from './inherit'
import { useDurationText } from './use-duration-text'

type Props = {
  value: ThresholdOverrides
  onChange: (value: ThresholdOverrides) => void
  inherited: Inherited
  /** Those that mean something here; all unless said otherwise. */
  names?: readonly ThresholdName[]
  /** By path, as a form keeps them: `<path>.<name>`. */
  errors?: Record<string, ReactNode>
  path?: string
  disabled?: boolean
}

/**
 * Thresholds that may be set at this level. What is left empty is inherited, and each field says from where
 * and how much that is.
 */
export function ThresholdFields(props: Props) {
  const { value, onChange, inherited, names = thresholdNames, errors = {}, path = 'thresholds' } = props
  const t = useTranslations('thresholds')
  const say = useDurationText()
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
      {names.map((name) => {
        const { ms, from } = inherited[name]
        const source = t(`from.${from}`, { time: say(ms) })
        return (
          <DurationField
            key={name}
            label={t(`name.${name}`)}
            description={source}
            error={errors[`${path}.${name}`]}
            ms={value[name]}
            inheritedMs={ms}
            onChange={(next) => onChange(put(value, name, next))}
            disabled={props.disabled ?? false}
            path={`${path}.${name}`}
          />
        )
      })}
    </SimpleGrid>
  )
}

/** Left out rather than undefined: what is not there is inherited. */
function put(value: ThresholdOverrides, name: ThresholdName, ms: number | undefined): ThresholdOverrides {
  const { [name]: _, ...others } = value
  return ms === undefined ? others : { ...others, [name]: ms }
}
