'use client'

import { Progress } from '@mantine/core'
import { IconArrowBackUp, IconFile, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Message } from '../live/live-state'
import type { Pending } from '../live/outbox'
import { isPending } from '../timeline/build-timeline'
import { CardView } from './card-view'
import { LinkedText } from './linked-text'
import { useLogActs } from './log-acts'
import { Film, Picture, Sound } from './media'
import classes from './message.module.css'
import { NotedText } from './noted-text'
import { QuotedLine } from './quoted-line'
import { useFileSize } from './use-file-size'
import { useObjectUrl } from './use-object-url'
import { whatIsGone } from './what-is-gone'

/** What a message carries. */
export function MessageBody({ message }: { message: Message | Pending }) {
  if (!isPending(message) && message.recalledAt) return <Recalled message={message} />
  const { meta, text } = message
  const gone = isPending(message) ? null : whatIsGone(message)
  const card = meta?.card
  return (
    <>
      {meta?.quoteSeq !== undefined && <QuotedLine seq={meta.quoteSeq} />}
      {card && <CardView card={card} />}
      {isPending(message) ? (
        message.file && <Uploading pending={message} file={message.file} />
      ) : (
        <Attachment message={message} />
      )}
      {gone && <Gone what={gone} />}
      {text !== '' &&
        text !== card?.title &&
        (meta?.mentions?.length ? <NotedText text={text} /> : <LinkedText text={text} />)}
      {meta?.bot?.pictures?.map(({ path, alt }) => (
        // biome-ignore lint/performance/noImgElement: of this installation, in the size it was stored.
        <img key={path} src={path} alt={alt} className={classes.picture} loading="lazy" />
      ))}
    </>
  )
}

function Recalled({ message }: { message: Message }) {
  const t = useTranslations('workspace.message')
  const { ownId, customerName } = useLogActs()
  const name = message.senderKind === 'customer' ? customerName : (message.senderName ?? t('agent'))
  return (
    <span className={classes.recalled}>
      <IconArrowBackUp size={14} aria-hidden />{' '}
      {message.senderId === ownId ? t('recalledByYou') : t('recalledBy', { name })}
    </span>
  )
}

/** Older than is kept. */
function Gone({ what }: { what: 'content' | 'file' }) {
  const t = useTranslations('workspace.message')
  return (
    <span className={classes.recalled}>
      <IconTrash size={14} aria-hidden /> {t(`gone.${what}`)}
    </span>
  )
}

function Attachment({ message: { attachment, kind } }: { message: Message }) {
  if (!attachment) return null
  if (kind === 'picture') return <Picture attachment={attachment} />
  if (kind === 'video') return <Film attachment={attachment} />
  if (kind === 'voice') return <Sound attachment={attachment} />
  return (
    <FileLine href={`/api/v1/attachments/${attachment.id}`} name={attachment.name} size={attachment.size} />
  )
}

function FileLine({ href, name, size }: { href?: string; name: string; size: number }) {
  const amount = useFileSize()
  const inner = (
    <>
      <IconFile size={20} stroke={1.5} aria-hidden />
      <span className={classes.fileName}>{name}</span>
      <span className={classes.fileSize}>{amount(size)}</span>
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
  const preview = useObjectUrl(pending.kind === 'picture' ? file : null)
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
