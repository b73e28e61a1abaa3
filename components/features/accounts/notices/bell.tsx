'use client'

import { Button, Group, Indicator, Popover, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useCan } from '@/components/client/me'
import { AlarmItems, useOwnAlarms } from '@/components/features/oversight/alarms/own-alarms'
import classes from './bell.module.css'
import { MentionItems, useMentions } from './mention-items'
import { NoticeItems, useNotices } from './notice-items'

/** One bell for all that asks for this person: alarms, notes that name them, and what they are told. */
export function Bell() {
  const t = useTranslations('notices')
  const can = useCan()
  const [opened, { toggle, close }] = useDisclosure(false)
  const alarms = useOwnAlarms()
  const mentions = useMentions()
  const notices = useNotices()
  const count = alarms.length + mentions.length + notices.unseen
  const label = t('label', { alarms: alarms.length, news: count - alarms.length })
  const urgent = alarms.some(({ level }) => level === 'breach')
  const nothing = alarms.length + mentions.length + notices.items.length === 0
  return (
    <Popover
      opened={opened}
      onChange={toggle}
      position="right-end"
      width={360}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.button}
          aria-label={label}
          title={label}
          aria-expanded={opened}
          onClick={toggle}
        >
          <Indicator
            label={count > 99 ? '99+' : count}
            size={16}
            color={urgent ? 'red.8' : alarms.length > 0 ? 'orange.9' : 'blue.8'}
            disabled={count === 0}
            inline
          >
            <IconBell size={18} stroke={1.7} aria-hidden />
          </Indicator>
          <span className={classes.label}>{t('title')}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.scroll}>
          {nothing && <Text size="sm">{t('none')}</Text>}
          <Part title={t('alarms')} shown={alarms.length > 0}>
            <AlarmItems alarms={alarms} onLeave={close} />
          </Part>
          <Part title={t('mentions')} shown={mentions.length > 0}>
            <MentionItems mentions={mentions} onLeave={close} />
          </Part>
          <Part title={t('notices')} shown={notices.items.length > 0}>
            <NoticeItems notices={notices} onLeave={close} />
          </Part>
        </div>
        <Group gap="xs" mt="xs">
          {can('alarms.read') && (
            <Button component={Link} href="/alarms" variant="subtle" size="compact-sm" onClick={close}>
              {t('allAlarms')}
            </Button>
          )}
          {notices.unseen > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={() => notices.mark(null)}>
              {t('markAll')}
            </Button>
          )}
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
}

function Part({ title, shown, children }: { title: string; shown: boolean; children: ReactNode }) {
  if (!shown) return null
  return (
    <section aria-label={title}>
      <h2 className={classes.heading}>{title}</h2>
      {children}
    </section>
  )
}
