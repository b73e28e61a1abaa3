'use client'

import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleOff, IconCornerDownRight } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { SelectionBar } from '@/components/patterns/data-table/selection-bar'

type Props = {
  count: number
  onClear: () => void
  onDisable: (disabled: boolean) => void
  onMove: () => void
}

export function TreeBulk({ count, onClear, onDisable, onMove }: Props) {
  const t = useTranslations('trees.bulk')
  if (count === 0) return null
  const look = { size: 'compact-sm', variant: 'default' } as const
  return (
    <SelectionBar count={count} onClear={onClear}>
      <Button {...look} leftSection={<IconCircleOff size={14} />} onClick={() => onDisable(true)}>
        {t('disable')}
      </Button>
      <Button {...look} leftSection={<IconCircleCheck size={14} />} onClick={() => onDisable(false)}>
        {t('enable')}
      </Button>
      <Button {...look} leftSection={<IconCornerDownRight size={14} />} onClick={onMove}>
        {t('move')}
      </Button>
    </SelectionBar>
  )
}
