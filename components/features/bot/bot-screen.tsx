'use client'

import { Stack, Tabs } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { filterOf } from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { ChannelsTab } from './channels-tab'
import { CoverageTab } from './coverage-tab'
import { MissesTab } from './misses-tab'
import { SynonymsTab } from './synonyms-tab'

const tabs = ['channels', 'misses', 'coverage', 'synonyms'] as const
type Tab = (typeof tabs)[number]
const tabFilter = filterOf(tabs).withDefault('channels')

/** Who answers first: the bot of each channel, what it could not answer, and how much it could. */
export function BotScreen() {
  const t = useTranslations('bot')
  const [tab, setTab] = useQueryState('tab', tabFilter)
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Tabs value={tab} onChange={(key) => void setTab(key as Tab)} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((key) => (
            <Tabs.Tab key={key} value={key}>
              {t(`tab.${key}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="channels">
          <Stack gap="md">
            <ChannelsTab />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="misses">
          <Stack gap="md">
            <MissesTab />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="synonyms">
          <SynonymsTab />
        </Tabs.Panel>
        <Tabs.Panel value="coverage">
          <CoverageTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
