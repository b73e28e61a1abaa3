'use client'

import { ActionIcon } from '@mantine/core'
import { IconFile, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useFileSize } from '../chat/use-file-size'
import { useObjectUrl } from '../chat/use-object-url'
import type { Staged } from './use-writing'
import classes from './writing.module.css'

/** What goes out with the next Send, to be looked at and listened to before. */
export function StagedFiles({ staged, onRemove }: { staged: Staged[]; onRemove: (key: string) => void }) {
  const t = useTranslations('workspace.files')
  const size = useFileSize()
  if (staged.length === 0) return null
  return (
    <ul className={classes.staged} aria-label={t('staged')}>
      {staged.map((one) => (
        <li key={one.key} className={classes.stagedFile} data-problem={one.problem ?? undefined}>
          <Preview staged={one} />
          <span className={classes.stagedName}>
            <span>{one.file.name}</span>
            <span className={classes.quiet}>
              {one.problem ? t(`problem.${one.problem}`) : size(one.file.size)}
            </span>
          </span>
          <ActionIcon
            size="md"
            aria-label={t('remove', { name: one.file.name })}
            onClick={() => onRemove(one.key)}
          >
            <IconX size={16} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}

function Preview({ staged: { file, kind, problem } }: { staged: Staged }) {
  const url = useObjectUrl(problem || kind === 'file' ? null : file)
  if (!url) return <IconFile size={24} stroke={1.4} aria-hidden />
  // biome-ignore lint/performance/noImgElement: a file of this browser.
  if (kind === 'picture') return <img src={url} alt="" className={classes.thumb} />
  // biome-ignore lint/a11y/useMediaCaption: what the agent has just chosen; there are no captions.
  if (kind === 'video') return <video src={url} controls className={classes.film} />
  // biome-ignore lint/a11y/useMediaCaption: what the agent has just recorded; there are no captions.
  return <audio src={url} controls className={classes.sound} />
}
