'use client'

import { Group, Pagination, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { Pages } from './use-board'

type Props = { label: string; pages: Pages; total: number }

/** Nothing where one page holds all. */
export function BoardPages({ label, pages, total }: Props) {
  const t = useTranslations('capacity.pages')
  if (pages.pages < 2) return null
  return (
    <Group component="nav" aria-label={label} justify="space-between" gap="xs" p="xs">
      <Text size="sm" c="dimmed">
        {t('total', { total })}
      </Text>
      <Pagination
        size="sm"
        total={pages.pages}
        value={Math.min(pages.page, pages.pages)}
        onChange={pages.go}
        getItemProps={(page) => ({ 'aria-label': t('page', { page }) })}
        getControlProps={(control) => ({ 'aria-label': t(control === 'previous' ? 'previous' : 'next') })}
      />
    </Group>
  )
}
