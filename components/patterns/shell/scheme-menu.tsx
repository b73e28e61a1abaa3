'use client'

import { Button, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'

export const schemes = ['auto', 'light', 'dark'] as const satisfies MantineColorScheme[]
export const schemeIcons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon }

export function SchemeMenu() {
  const t = useTranslations('shell')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  // The server does not know the choice; until the page lives, both show the default.
  const current = useMounted() ? colorScheme : 'auto'
  const Icon = schemeIcons[current]
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<Icon size={16} aria-hidden />}
          aria-label={t('scheme.title')}
        >
          {t(`scheme.${current}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={scheme === current ? <IconCheck size={14} /> : null}
          >
            {t(`scheme.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
