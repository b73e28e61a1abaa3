'use client'

import { Group, Kbd, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure, useOs, useWindowEvent } from '@mantine/hooks'
import { useTranslations } from 'next-intl'

const keys = [
  { name: 'palette', press: ['mod', 'K'] },
  { name: 'help', press: ['?'] },
  { name: 'search', press: ['/'] },
  { name: 'rows', press: ['↑', '↓'] },
  { name: 'openRow', press: ['Enter'] },
  { name: 'selectRow', press: ['Space'] },
  { name: 'close', press: ['Esc'] },
] as const

/** True where letters are text and no command. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable=true]') !== null
  )
}

export function KeysDialog() {
  const t = useTranslations('shell')
  const [opened, { open, close }] = useDisclosure(false)
  const os = useOs()
  const mod = os === 'macos' || os === 'ios' ? '⌘' : 'Ctrl'
  useWindowEvent('keydown', (event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || isTyping(event)) return
    event.preventDefault()
    open()
  })
  return (
    <Modal opened={opened} onClose={close} title={t('keys.title')} size="sm">
      <Stack gap="xs">
        {keys.map(({ name, press }) => (
          <Group key={name} justify="space-between">
            <Text size="md">{t(`keys.${name}`)}</Text>
            <Group gap={4}>
              {press.map((key) => (
                <Kbd key={key}>{key === 'mod' ? mod : key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  )
}
