'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type Weekday, weekdays } from '@/server/modules/channels/contract'

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']

type Props = { day: Weekday; onCopy: (to: readonly Weekday[]) => void }

/** The spans of one day for other days too. */
export function CopyDay({ day, onCopy }: Props) {
  const t = useTranslations('hours')
  const others = weekdays.filter((other) => other !== day)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('copyDay.open', { day: t(`weekday.${day}`) })}>
          <IconCopy size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onCopy(workdays)}>{t('copyDay.workdays')}</Menu.Item>
        <Menu.Item onClick={() => onCopy(weekdays)}>{t('copyDay.all')}</Menu.Item>
        <Menu.Divider />
        {others.map((other) => (
          <Menu.Item key={other} onClick={() => onCopy([other])}>
            {t('copyDay.to', { day: t(`weekday.${other}`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
