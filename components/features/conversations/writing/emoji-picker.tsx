'use client'

import { ActionIcon, Popover, TextInput, Tooltip } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, useRef, useState } from 'react'
import { emojiName, findEmojis } from './emoji'
import classes from './writing.module.css'

const COLUMNS = 8

export function EmojiPicker({ onPick, onClosed }: { onPick: (sign: string) => void; onClosed: () => void }) {
  const t = useTranslations('workspace.emoji')
  const [opened, setOpened] = useState(false)
  const close = () => {
    setOpened(false)
    onClosed()
  }
  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? setOpened(true) : close())}
      position="top-start"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <Tooltip label={t('open')}>
          <ActionIcon size="lg" aria-label={t('open')} onClick={() => setOpened((open) => !open)}>
            <IconMoodSmile size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Panel
          onPick={(sign, stay) => {
            onPick(sign)
            if (!stay) close()
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Arrow keys walk over all groups; Enter takes one, Shift with it takes more than one. */
function Panel({ onPick }: { onPick: (sign: string, stay: boolean) => void }) {
  const t = useTranslations('workspace.emoji')
  const locale = useLocale()
  const [query, setQuery] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const groups = findEmojis(query)
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const all = [...(box.current?.querySelectorAll('button') ?? [])]
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key]
    if (by === undefined || (at < 0 && event.key !== 'ArrowDown')) return
    event.preventDefault()
    if (at + by < 0 && event.key === 'ArrowUp')
      return box.current?.parentElement?.querySelector('input')?.focus()
    all[at < 0 ? 0 : Math.min(at + by, all.length - 1)]?.focus()
  }
  const first = groups[0]?.found[0]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrow keys of what stands in it.
    <div onKeyDown={walk}>
      <TextInput
        data-autofocus
        size="sm"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || !first) return
          event.preventDefault()
          onPick(first.sign, event.shiftKey)
        }}
        placeholder={t('search')}
        aria-label={t('search')}
      />
      <div ref={box} className={classes.emojis}>
        {groups.length === 0 && <p className={classes.none}>{t('none')}</p>}
        {groups.map(({ group, found }) => (
          <section key={group} aria-label={t(`group.${group}`)}>
            <h3 className={classes.emojiGroup}>{t(`group.${group}`)}</h3>
            <div className={classes.emojiGrid}>
              {found.map((emoji) => (
                <button
                  key={emoji.sign}
                  type="button"
                  tabIndex={emoji === first ? 0 : -1}
                  className={classes.emoji}
                  title={emojiName(emoji, locale)}
                  aria-label={emojiName(emoji, locale)}
                  onClick={(event) => onPick(emoji.sign, event.shiftKey)}
                >
                  {emoji.sign}
                </button>
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  )
}
