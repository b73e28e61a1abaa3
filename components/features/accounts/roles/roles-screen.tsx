'use client'

import { Tabs } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Page } from '@/components/patterns/page/page'
import { CompareRoles } from './compare-roles'
import { ExplainPerson } from './explain-person'
import { RolesList } from './roles-list'
import { WhoCan } from './who-can'

const tabs = ['list', 'compare', 'person', 'permission'] as const

/** Roles, and the answers to who can do what and why. */
export function RolesScreen() {
  const t = useTranslations('roles')
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('list'))
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Tabs
        value={tab}
        onChange={(value) => void setTab(tabs.find((one) => one === value) ?? 'list')}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="list">
          <RolesList />
        </Tabs.Panel>
        <Tabs.Panel value="compare">
          <CompareRoles />
        </Tabs.Panel>
        <Tabs.Panel value="person">
          <ExplainPerson />
        </Tabs.Panel>
        <Tabs.Panel value="permission">
          <WhoCan />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
