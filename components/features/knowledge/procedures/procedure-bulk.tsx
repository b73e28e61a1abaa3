'use client'

import { Button } from '@mantine/core'
import { IconBan, IconCircleCheck, IconDownload, IconTrash, IconWorld } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ProcedureAct, ProcedureRow } from '@/server/modules/knowledge/contract'
import { useChangeProcedures } from './use-change-procedures'

const look = { size: 'compact-sm', variant: 'default' } as const

/** The ticked procedures: published, switched off or on, as a file, or away with them. */
export function ProcedureBulk({ rows, onDone }: { rows: ProcedureRow[]; onDone: () => void }) {
  const t = useTranslations('procedures')
  const words = useTranslations('channels.row')
  const change = useChangeProcedures()
  const run = (act: ProcedureAct) => async () => {
    if (await change(rows, act)) onDone()
  }
  return (
    <>
      <Button {...look} leftSection={<IconWorld size={14} />} onClick={run('publish')}>
        {t('publish')}
      </Button>
      <Button {...look} leftSection={<IconCircleCheck size={14} />} onClick={run('enable')}>
        {words('enable')}
      </Button>
      <Button {...look} leftSection={<IconBan size={14} />} onClick={run('disable')}>
        {words('disable')}
      </Button>
      <Button
        {...look}
        component="a"
        href={`/api/procedures/export?ids=${rows.map(({ id }) => id).join(',')}`}
        download
        leftSection={<IconDownload size={14} />}
      >
        {t('export')}
      </Button>
      <Button {...look} leftSection={<IconTrash size={14} />} onClick={run('delete')}>
        {t('remove')}
      </Button>
    </>
  )
}
