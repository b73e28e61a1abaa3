'use client'

import { Button, Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useScheme } from './scheme'

export function SchemeMenu() {
  const t = useTranslations('shell')
  const { all, current, choose, Icon } = useScheme()
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<Icon size={16} aria-hidden />}
          aria-label={`${t('scheme.title')}: ${t(`scheme.${current}`)}`}
        >
          {t(`scheme.${current}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {all.map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => choose(scheme)}
            rightSection={scheme === current ? <IconCheck size={14} /> : null}
          >
            {t(`scheme.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
