'use client'

import { Button, Menu } from '@mantine/core'
import { IconCheck, IconLanguage } from '@tabler/icons-react'
import { useLocale, useTranslations } from 'next-intl'
import { useChangeLocale } from '@/components/i18n/change-locale'
import { locales } from '@/components/i18n/locale'

export const ownNames = { en: 'English', zh: '中文' } as const

export function LanguageMenu() {
  const t = useTranslations('shell')
  const current = useLocale()
  const change = useChangeLocale()
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconLanguage size={16} aria-hidden />}
          aria-label={`${t('language')}: ${ownNames[current]}`}
        >
          {ownNames[current]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {locales.map((locale) => (
          <Menu.Item
            key={locale}
            lang={locale}
            onClick={() => change(locale)}
            rightSection={locale === current ? <IconCheck size={14} /> : null}
          >
            {ownNames[locale]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
