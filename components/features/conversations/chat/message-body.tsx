'use client'

import { Progress } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Message } from '../live/live-state'
import type { Pending } from '../live/outbox'
import { isPending } from '../timeline/build-timeline'
import { LinkedText } from './linked-text'
import classes from './log.module.css'

/** What a message carries. */
export function MessageBody({ message }: { message: Message | Pending }) {
  return (
    <>
      {isPending(message) ? (
        message.file && <Uploading pending={message} file={message.file} />
      ) : (
        <Attachment message={message} />
      )}
      {message.text !== '' && <LinkedText text={message.text} />}
    </>
  )
}

function Attachment({ message: { attachment, kind } }: { message: Message }) {
  if (!attachment) return null
  const source = `/api/v1/attachments/${attachment.id}`
  if (kind === 'picture') {
    return (
      <a href={source} target="_blank" rel="noreferrer">
        {/* biome-ignore lint/performance/noImgElement: behind the session, and never resized. */}
        <img src={source} alt={attachment.name} className={classes.picture} />
      </a>
    )
  }
  // biome-ignore lint/a11y/useMediaCaption: recorded by customers; there are no captions.
  if (kind === 'video') return <video src={source} controls className={classes.picture} />
  // biome-ignore lint/a11y/useMediaCaption: recorded by customers; there are no captions.
  if (kind === 'voice') return <audio src={source} controls className={classes.voice} />
  return <FileLine href={source} name={attachment.name} size={attachment.size} />
}

function FileLine({ href, name, size }: { href?: string; name: string; size: number }) {
  const format = useFormatter()
  const amount =
    size >= 1_048_576
      ? format.number(size / 1_048_576, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
      : format.number(Math.max(1, Math.round(size / 1_024)), { style: 'unit', unit: 'kilobyte' })
  const inner = (
    <>
      <IconFile size={20} stroke={1.5} aria-hidden />
      <span className={classes.fileName}>{name}</span>
      <span className={classes.fileSize}>{amount}</span>
    </>
  )
  return href ? (
    <a className={classes.file} href={href} download={name}>
      {inner}
    </a>
  ) : (
    <span className={classes.file}>{inner}</span>
  )
}

function Uploading({ pending, file }: { pending: Pending; file: File }) {
  const t = useTranslations('workspace.message')
  const [preview, setPreview] = useState<string | null>(null)
  useEffect(() => {
    if (pending.kind !== 'picture') return
    const url = URL.createObjectURL(file)
    setPreview(url)
    return () => URL.revokeObjectURL(url)
  }, [file, pending.kind])
  return (
    <>
      {preview ? (
        // biome-ignore lint/performance/noImgElement: a file of this browser.
        <img src={preview} alt={file.name} className={classes.picture} />
      ) : (
        <FileLine name={file.name} size={file.size} />
      )}
      {pending.state === 'sending' && (
        <Progress
          value={(pending.progress ?? 0) * 100}
          size="xs"
          mt={4}
          aria-label={t('uploading', { name: file.name })}
        />
      )}
    </>
  )
}
