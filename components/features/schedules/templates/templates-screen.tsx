'use client'

import { Tabs } from '@mantine/core'
import { IconRotate, IconTemplate } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Page } from '@/components/patterns/page/page'
import { RotationsTab } from './rotations-tab'
import { TemplatesTab } from './templates-tab'

const tabs = ['templates', 'rotations'] as const

/** What is painted into rosters: shifts, and cycles of them. */
export function TemplatesScreen() {
  const t = useTranslations('shiftTemplates')
  const router = useRouter()
  const [tab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('templates'))
  // Search, sort and page belong to one of the lists: the other begins without them.
  const open = (next: string | null) =>
    router.replace(next === 'rotations' ? '/schedule/templates?tab=rotations' : '/schedule/templates')
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="templates" leftSection={<IconTemplate size={16} />}>
            {t('tab.templates')}
          </Tabs.Tab>
          <Tabs.Tab value="rotations" leftSection={<IconRotate size={16} />}>
            {t('tab.rotations')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="templates">
          <TemplatesTab />
        </Tabs.Panel>
        <Tabs.Panel value="rotations">
          <RotationsTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
