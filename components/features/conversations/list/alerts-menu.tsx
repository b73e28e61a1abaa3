'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { IconBell, IconBellOff, IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useAlertSettings } from './use-alerts'

/** Desktop notifications and a soft sound, both off until wanted. */
export function AlertsMenu() {
  const t = useTranslations('workspace.alerts')
  const { settings, change, blocked } = useAlertSettings()
  const Bell = settings.desktop || settings.sound ? IconBell : IconBellOff
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('title')}>
          <Bell size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('title')}</Menu.Label>
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={settings.desktop}
          disabled={blocked}
          rightSection={settings.desktop && <IconCheck size={14} aria-hidden />}
          onClick={() => void change({ desktop: !settings.desktop })}
        >
          {blocked ? t('blocked') : t('desktop')}
        </Menu.Item>
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={settings.sound}
          rightSection={settings.sound && <IconCheck size={14} aria-hidden />}
          onClick={() => void change({ sound: !settings.sound })}
        >
          {t('sound')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
