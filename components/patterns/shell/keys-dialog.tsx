'use client'

import { Group, Kbd, Modal, Stack, Switch, Text } from '@mantine/core'
import { useDisclosure, useOs, useWindowEvent } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { useContributions } from './contributions'
import { useSingleKeys } from './single-keys'

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
  const [single, setSingle] = useSingleKeys()
  const ofPages = useContributions().filter(({ keys: more }) => more.length > 0)
  const mod = os === 'macos' || os === 'ios' ? '⌘' : 'Ctrl'
  useWindowEvent('keydown', (event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || isTyping(event)) return
    event.preventDefault()
    open()
  })
  return (
    <Modal opened={opened} onClose={close} title={t('keys.title')} size="sm">
      <Stack gap="xs">
        <Switch
          label={t('keys.single')}
          description={t('keys.singleHint')}
          checked={single}
          onChange={(event) => setSingle(event.currentTarget.checked)}
        />
        {keys.map(({ name, press }) => (
          <KeyLine key={name} text={t(`keys.${name}`)} press={press} mod={mod} />
        ))}
        {ofPages.map(({ group, keys: more }) => (
          <Fragment key={group}>
            <Text size="sm" fw={600} mt="xs">
              {group}
            </Text>
            {more.map(({ text, press }) => (
              <KeyLine key={text} text={text} press={press} mod={mod} />
            ))}
          </Fragment>
        ))}
      </Stack>
    </Modal>
  )
}

function KeyLine({ text, press, mod }: { text: string; press: readonly string[]; mod: string }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="md">{text}</Text>
      <Group gap={4} wrap="nowrap">
        {press.map((key) => (
          <Kbd key={key}>{key === 'mod' ? mod : key}</Kbd>
        ))}
      </Group>
    </Group>
  )
}
