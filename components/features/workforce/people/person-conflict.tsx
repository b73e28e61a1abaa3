'use client'

import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import type { PersonForm } from './form-values'
import { usePersonWords } from './person-words'

type Props = { theirs: PersonForm; mine: PersonForm; settle: (take: 'theirs' | 'mine') => void }

/** Somebody saved first: both versions side by side, and a choice instead of a lost edit. */
export function PersonConflict({ theirs, mine, settle }: Props) {
  const t = useTranslations('channels.conflict')
  const words = usePersonWords()
  return (
    <Alert color="amber" icon={<IconArrowsSplit2 size={18} />} title={t('title')} role="alert" mb="md">
      <Stack gap="sm">
        <Text size="sm">{t('body')}</Text>
        <ChangeTable
          before={words.flatten(theirs)}
          after={words.flatten(mine)}
          nameOf={words.nameOf}
          show={words.show}
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
