'use client'

import { Select } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ProcedureStep, StepTarget } from '@/server/modules/knowledge/contract'

export type Named = { id: string; name: string }
type Props = {
  label: string
  value: StepTarget
  onChange: (target: StepTarget) => void
  steps: readonly ProcedureStep[]
  others: readonly Named[]
  ownKey: string
}

const codeOf = (target: StepTarget): string => {
  if (target.to === 'step') return `step ${target.key}`
  return target.to === 'procedure' ? `procedure ${target.id}` : target.to
}

function targetOf(code: string): StepTarget {
  const [to = '', rest = ''] = code.split(' ', 2)
  if (to === 'step') return { to, key: rest }
  if (to === 'procedure') return { to, id: rest }
  return to === 'end' ? { to } : { to: 'next' }
}

/** The following step, the end, any step, or another procedure. */
export function TargetField({ label, value, onChange, steps, others, ownKey }: Props) {
  const t = useTranslations('procedures')
  const data = [
    {
      group: t('goOn'),
      items: [
        { value: 'next', label: t('target.next') },
        { value: 'end', label: t('target.end') },
      ],
    },
    {
      group: t('steps'),
      items: unique(steps).map(({ key, number }) => ({
        value: `step ${key}`,
        label: key === ownKey ? t('target.itself') : `${number}. ${key}`,
      })),
    },
    {
      group: t('title'),
      items: others.map(({ id, name }) => ({ value: `procedure ${id}`, label: name })),
    },
  ]
  return (
    <Select
      flex={1}
      label={label}
      allowDeselect={false}
      searchable
      data={data}
      value={codeOf(value)}
      onChange={(code) => code && onChange(targetOf(code))}
    />
  )
}

/** Two steps of one name are a problem that the list tells, and no reason to fail. */
function unique(steps: readonly ProcedureStep[]): { key: string; number: number }[] {
  const known = new Map<string, number>()
  for (const [at, { key }] of steps.entries()) if (key && !known.has(key)) known.set(key, at + 1)
  return [...known].map(([key, number]) => ({ key, number }))
}
