'use client'

import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDownload, IconFolder, IconTrash, IconWorld, IconWorldOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ArticleRow } from '@/server/modules/knowledge/contract'
import { MoveDialog } from './move-dialog'
import { useChangeArticles } from './use-change-articles'

const look = { size: 'compact-sm', variant: 'default' } as const

/** The ticked articles: published, withdrawn, moved, as a file, or away with them. */
export function ArticleBulk({ rows, onDone }: { rows: ArticleRow[]; onDone: () => void }) {
  const t = useTranslations('knowledge')
  const change = useChangeArticles()
  const [moving, moved] = useDisclosure(false)
  const run = async (act: Parameters<typeof change>[1]) => {
    if (await change(rows, act)) onDone()
  }
  return (
    <>
      <Button {...look} leftSection={<IconWorld size={14} />} onClick={() => void run({ kind: 'publish' })}>
        {t('publish')}
      </Button>
      <Button
        {...look}
        leftSection={<IconWorldOff size={14} />}
        onClick={() => void run({ kind: 'withdraw' })}
      >
        {t('withdraw')}
      </Button>
      <Button {...look} leftSection={<IconFolder size={14} />} onClick={moved.open}>
        {t('move')}
      </Button>
      <Button
        {...look}
        component="a"
        href={`/api/knowledge/export?ids=${rows.map(({ id }) => id).join(',')}`}
        download
        leftSection={<IconDownload size={14} />}
      >
        {t('export')}
      </Button>
      <Button {...look} leftSection={<IconTrash size={14} />} onClick={() => void run({ kind: 'delete' })}>
        {t('remove')}
      </Button>
      {moving && (
        <MoveDialog
          first={rows[0]?.topic ?? ''}
          onClose={moved.close}
          onMove={async (topic) => {
            await run({ kind: 'move', topic })
            moved.close()
          }}
        />
      )}
    </>
  )
}
