'use client'

import { Avatar, Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconLanguage, IconLogout, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { signOut } from '@/components/client/auth'
import { useMe } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { useChangeLocale } from '@/components/i18n/change-locale'
import { locales } from '@/components/i18n/locale'
import { ownNames } from './language-menu'
import classes from './rail.module.css'
import { useScheme } from './scheme'

type Props = { narrow: boolean; statusSwitch: ReactNode }

export function RailFoot({ narrow, statusSwitch }: Props) {
  const me = useMe()
  const trpc = useTRPC()
  const mine = useQuery(trpc.workforce.people.mine.queryOptions(undefined, { staleTime: 300_000 }))
  return (
    <div className={classes.foot}>
      {statusSwitch}
      <LanguageItem narrow={narrow} />
      <SchemeItem narrow={narrow} />
      <FootMenu
        narrow={narrow}
        icon={
          <Avatar
            size={22}
            radius="xl"
            name={me.name}
            src={mine.data?.picture ?? null}
            color="gray"
            variant="filled"
            aria-hidden
          />
        }
        label={me.name}
      >
        <ProfileItems />
      </FootMenu>
    </div>
  )
}

function LanguageItem({ narrow }: { narrow: boolean }) {
  const t = useTranslations('shell')
  const current = useLocale()
  const change = useChangeLocale()
  return (
    <FootMenu
      narrow={narrow}
      icon={<IconLanguage size={18} stroke={1.7} />}
      label={ownNames[current]}
      title={t('language')}
    >
      {locales.map((locale) => (
        <Menu.Item
          key={locale}
          lang={locale}
          onClick={() => change(locale)}
          rightSection={locale === current && <IconCheck size={14} />}
        >
          {ownNames[locale]}
        </Menu.Item>
      ))}
    </FootMenu>
  )
}

function SchemeItem({ narrow }: { narrow: boolean }) {
  const t = useTranslations('shell')
  const { current, all, choose, Icon } = useScheme()
  return (
    <FootMenu
      narrow={narrow}
      icon={<Icon size={18} stroke={1.7} />}
      label={t(`scheme.${current}`)}
      title={t('scheme.title')}
    >
      {all.map((scheme) => (
        <Menu.Item
          key={scheme}
          onClick={() => choose(scheme)}
          rightSection={scheme === current && <IconCheck size={14} />}
        >
          {t(`scheme.${scheme}`)}
        </Menu.Item>
      ))}
    </FootMenu>
  )
}

function ProfileItems() {
  const t = useTranslations('shell')
  return (
    <>
      <Menu.Item component={Link} href="/profile" leftSection={<IconUser size={16} />}>
        {t('profile')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
        {t('signOut')}
      </Menu.Item>
    </>
  )
}

type FootMenuProps = { narrow: boolean; icon: ReactNode; label: string; title?: string; children: ReactNode }

function FootMenu({ narrow, icon, label, title, children }: FootMenuProps) {
  return (
    <Menu position="right-end" width={200}>
      <Menu.Target>
        <UnstyledButton
          className={classes.button}
          title={title}
          aria-label={title ? `${title}: ${label}` : label}
        >
          {icon}
          {!narrow && <span className={classes.name}>{label}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
