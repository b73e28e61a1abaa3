'use client'

import { ActionIcon, Group, NativeSelect, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import classes from './data-table.module.css'
import { pageSizes, type TableState } from './table-state'

type Props = { state: TableState; total: number; hidden: boolean }

export function TableFoot({ state, total, hidden }: Props) {
  const t = useTranslations('table')
  const { page, pageSize } = state
  const last = Math.max(1, Math.ceil(total / pageSize))
  return (
    <footer className={classes.foot} style={hidden ? { visibility: 'hidden' } : undefined}>
      <Text size="sm" c="dimmed">
        {t('range', {
          from: Math.min(total, (page - 1) * pageSize + 1),
          to: Math.min(total, page * pageSize),
          total,
        })}
      </Text>
      <Group gap="xs">
        <NativeSelect
          size="xs"
          data={pageSizes.map(String)}
          value={String(pageSize)}
          onChange={(event) => state.setPageSize(Number(event.currentTarget.value))}
          aria-label={t('pageSize')}
        />
        <ActionIcon disabled={page <= 1} onClick={() => state.setPage(page - 1)} aria-label={t('previous')}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Text size="sm">
          {page} / {last}
        </Text>
        <ActionIcon disabled={page >= last} onClick={() => state.setPage(page + 1)} aria-label={t('next')}>
          <IconChevronRight size={18} />
        </ActionIcon>
      </Group>
    </footer>
  )
}
