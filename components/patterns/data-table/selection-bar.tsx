'use client'

import { ActionIcon, Group, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'

/** What can be done with all ticked rows at once. */
export function SelectionBar(props: { count: number; onClear: () => void; children: ReactNode }) {
  const t = useTranslations('table')
  return (
    <div className={classes.selection} role="toolbar" aria-label={t('selected', { count: props.count })}>
      <ActionIcon size="sm" onClick={props.onClear} aria-label={t('clearSelection')}>
        <IconX size={16} />
      </ActionIcon>
      <Text size="sm" fw={600}>
        {t('selected', { count: props.count })}
      </Text>
      <Group gap="xs">{props.children}</Group>
    </div>
  )
}
