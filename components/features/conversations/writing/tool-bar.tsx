'use client'

import { ActionIcon, Button, FileButton, SegmentedControl, Tooltip } from '@mantine/core'
import { IconLock, IconPaperclip, IconSend, IconStar, IconStarFilled } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import chat from '../chat/chat.module.css'

export type Mode = 'text' | 'note'

type ModeProps = { mode: Mode; notesOnly: string | null; onChange: (mode: Mode) => void }

export function ModeSwitch({ mode, notesOnly, onChange }: ModeProps) {
  const t = useTranslations('workspace.composer')
  if (notesOnly !== null) return <span className={chat.only}>{notesOnly}</span>
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

export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
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

export type Invitation = { state: 'possible' | 'invited' | 'rated' | 'none'; run: () => void }

/** Asking for a rating, once; afterwards it shows that it was done. */
export function InviteButton({ invitation }: { invitation: Invitation }) {
  const t = useTranslations('workspace.composer')
  const { state, run } = invitation
  if (state === 'none') return null
  const label = t(`rating.${state}`)
  return (
    <Tooltip label={label}>
      <ActionIcon
        size="lg"
        aria-label={label}
        aria-disabled={state !== 'possible'}
        data-disabled={state !== 'possible' || undefined}
        onClick={state === 'possible' ? run : undefined}
      >
        {state === 'possible' ? <IconStar size={18} stroke={1.7} /> : <IconStarFilled size={18} />}
      </ActionIcon>
    </Tooltip>
  )
}

export function SendButton({
  mode,
  disabled,
  onSend,
}: {
  mode: Mode
  disabled: boolean
  onSend: () => void
}) {
  const t = useTranslations('workspace.composer')
  return (
    <Button
      size="compact-md"
      color={mode === 'note' ? 'amber' : 'blue'}
      leftSection={mode === 'note' ? <IconLock size={15} /> : <IconSend size={15} />}
      disabled={disabled}
      onClick={onSend}
    >
      {mode === 'note' ? t('saveNote') : t('send')}
    </Button>
  )
}
