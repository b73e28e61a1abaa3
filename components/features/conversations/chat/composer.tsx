'use client'

import { ActionIcon, Button, FileButton, SegmentedControl, Textarea, Tooltip } from '@mantine/core'
import { IconLock, IconPaperclip, IconSend } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import type { View } from '../live/live-state'
import type { Outbox } from '../live/outbox'
import classes from './chat.module.css'
import { drafts } from './drafts'
import { useTypingSignal } from './use-typing-signal'

type Props = {
  view: View
  outbox: Outbox
  input: RefObject<HTMLTextAreaElement | null>
  /** Only notes can be written: it is over. */
  notesOnly: boolean
}

type Mode = 'text' | 'note'

const MAX_TEXT = 8_000

/** Give it the conversation's id as `key`: what was begun stays with its conversation. */
export function Composer({ view, outbox, input, notesOnly }: Props) {
  const t = useTranslations('workspace.composer')
  const [text, setText] = useState(() => drafts.read(view.id))
  const [chosen, setMode] = useState<Mode>('text')
  const mode = notesOnly ? 'note' : chosen
  const typing = useTypingSignal(view.id)
  const change = (next: string) => {
    setText(next)
    drafts.write(view.id, next)
    if (mode === 'text' && next.trim() !== '') typing.typed()
  }
  const send = () => {
    const clean = text.replace(controls, '').trim()
    if (clean === '') return
    outbox.send(view.id, mode, clean)
    change('')
    typing.stop()
    setMode('text')
  }
  const sendFiles = (files: readonly File[]) => {
    for (const file of files) outbox.sendFile(view.id, file)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // 229: an input method is composing; its Enter takes the word, and sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229)
      return
    event.preventDefault()
    send()
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0 || mode === 'note') return
    event.preventDefault()
    sendFiles(files)
  }
  return (
    <div className={classes.composer} data-mode={mode}>
      <Textarea
        ref={input}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={typing.stop}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MAX_TEXT}
        variant="unstyled"
        aria-label={mode === 'note' ? t('noteLabel') : t('label', { name: view.customer.name })}
        placeholder={mode === 'note' ? t('notePlaceholder') : t('placeholder')}
        classNames={{ input: classes.input }}
      />
      <div className={classes.tools}>
        <ModeSwitch mode={mode} notesOnly={notesOnly} onChange={setMode} />
        {mode === 'text' && <AttachButton onFiles={sendFiles} />}
        <span className={classes.hint}>{t('hint')}</span>
        <Button
          size="compact-md"
          color={mode === 'note' ? 'amber' : 'blue'}
          leftSection={mode === 'note' ? <IconLock size={15} /> : <IconSend size={15} />}
          disabled={text.trim() === ''}
          onClick={send}
        >
          {mode === 'note' ? t('saveNote') : t('send')}
        </Button>
      </div>
    </div>
  )
}

/** What the server would refuse: control characters other than tab and line breaks. */
const controls = /[^\P{Cc}\t\n]|\p{Cs}/gu

type ModeProps = { mode: Mode; notesOnly: boolean; onChange: (mode: Mode) => void }

function ModeSwitch({ mode, notesOnly, onChange }: ModeProps) {
  const t = useTranslations('workspace.composer')
  if (notesOnly) return <span className={classes.hint}>{t('endedNotes')}</span>
  return (
    <SegmentedControl
      size="xs"
      value={mode}
      onChange={(value) => onChange(value as Mode)}
      aria-label={t('mode')}
      data={[
        { value: 'text', label: t('reply') },
        { value: 'note', label: t('note') },
      ]}
    />
  )
}

function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations('workspace.composer')
  return (
    <FileButton onChange={onFiles} multiple>
      {(props) => (
        <Tooltip label={t('attach')}>
          <ActionIcon {...props} size="lg" aria-label={t('attach')}>
            <IconPaperclip size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  )
}
