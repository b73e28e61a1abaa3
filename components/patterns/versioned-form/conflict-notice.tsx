'use client'

import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { flattenRecord } from './flatten-record'

/** The reader's words for fields and values, as in a table of changes. */
export type RecordWords = {
  nameOf?: (field: string) => string
  show?: (field: string, value: unknown) => ReactNode | undefined
}

type Props = {
  theirs: object
  mine: object
  settle: (take: 'theirs' | 'mine') => void
  words?: RecordWords | undefined
}

/** Somebody saved first: both versions side by side, and a choice instead of a lost edit. */
export function ConflictNotice({ theirs, mine, settle, words }: Props) {
  const t = useTranslations('channels.conflict')
  return (
    <Alert color="amber" icon={<IconArrowsSplit2 size={18} />} title={t('title')} role="alert" mb="md">
      <Stack gap="sm">
        <Text size="sm">{t('body')}</Text>
        <ChangeTable
          before={flattenRecord(theirs as Record<string, unknown>)}
          after={flattenRecord(mine as Record<string, unknown>)}
          {...words}
          titles={{ before: t('theirs'), after: t('mine') }}
        />
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => settle('theirs')}>
            {t('takeTheirs')}
          </Button>
          <Button size="compact-sm" onClick={() => settle('mine')}>
            {t('keepMine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
