'use client'

import { Button, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'

type Props = {
  offset: number
  total: number
  pageSize: number
  onTurn: (offset: number) => void
  /** What lies before and after, in the words of the list. */
  before: string
  after: string
}

/** Which rows of how many are shown below a number, and the way to the others. */
export function PageTurner({ offset, total, pageSize, onTurn, before, after }: Props) {
  const t = useTranslations('insights.reports.details')
  return (
    <Group justify="space-between" mt="sm">
      <Text span size="sm" c="dimmed">
        {t('range', { from: Math.min(offset + 1, total), to: Math.min(offset + pageSize, total), total })}
      </Text>
      <Group gap="xs">
        <Button variant="default" disabled={offset === 0} onClick={() => onTurn(offset - pageSize)}>
          {before}
        </Button>
        <Button
          variant="default"
          disabled={offset + pageSize >= total}
          onClick={() => onTurn(offset + pageSize)}
        >
          {after}
        </Button>
      </Group>
    </Group>
  )
}
