'use client'

import { Modal, UnstyledButton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { elapsed } from '../list/wait-level'
import type { Message } from '../live/live-state'
import classes from './message.module.css'

type Attachment = NonNullable<Message['attachment']>
const sourceOf = ({ id }: Attachment) => `/api/v1/attachments/${id}`

/** Small in the log, large in a dialog. */
export function Picture({ attachment }: { attachment: Attachment }) {
  const t = useTranslations('workspace.media')
  const [opened, setOpened] = useState(false)
  const { name, width, height } = attachment
  const source = sourceOf(attachment)
  const size = width && height ? { width, height } : {}
  return (
    <>
      <UnstyledButton onClick={() => setOpened(true)} aria-label={t('enlarge', { name })}>
        {/* biome-ignore lint/performance/noImgElement: behind the session, and never resized. */}
        <img src={source} alt={name} className={classes.picture} {...size} />
      </UnstyledButton>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={name}
        size="auto"
        centered
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {/* biome-ignore lint/performance/noImgElement: behind the session, and never resized. */}
        <img src={source} alt={name} className={classes.large} />
        <p className={classes.download}>
          <a href={source} download={name}>
            <IconDownload size={14} aria-hidden /> {t('download')}
          </a>
        </p>
      </Modal>
    </>
  )
}

export function Film({ attachment }: { attachment: Attachment }) {
  const t = useTranslations('workspace.media')
  return (
    // biome-ignore lint/a11y/useMediaCaption: recorded by whoever sent it; there are no captions.
    <video
      src={sourceOf(attachment)}
      controls
      preload="metadata"
      className={classes.picture}
      aria-label={t('video', { name: attachment.name })}
    />
  )
}

export function Sound({ attachment }: { attachment: Attachment }) {
  const t = useTranslations('workspace.media')
  const { durationMs, name } = attachment
  return (
    <span className={classes.voice}>
      {/* biome-ignore lint/a11y/useMediaCaption: recorded by whoever sent it; there are no captions. */}
      <audio
        src={sourceOf(attachment)}
        controls
        preload="metadata"
        className={classes.player}
        aria-label={t('voice', { name })}
      />
      {durationMs !== null && <span className={classes.fileSize}>{elapsed(durationMs)}</span>}
    </span>
  )
}
