'use client'

import { Skeleton, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useTRPC } from '@/components/client/trpc'
import { filterOf } from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { useContribution } from '@/components/patterns/shell/contributions'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { SettingsValues } from '@/server/modules/accounts/contract'
import { BrandingTab } from './branding-tab'
import { CallsTab } from './calls-tab'
import { CustomersTab } from './customers-tab'
import { MaskingTab } from './masking-tab'
import { MonitorTab } from './monitor-tab'
import { NotificationsTab } from './notifications-tab'
import { OrganizationTab } from './organization-tab'
import { OverviewTab } from './overview-tab'
import { RetentionTab } from './retention-tab'
import { RosterTab } from './roster-tab'
import { TextsTab } from './texts-tab'
import { TicketsTab } from './tickets-tab'

const tabs = [
  ...(['overview', 'organization', 'branding', 'texts', 'masking', 'retention', 'customers'] as const),
  ...(['notifications', 'roster', 'monitor', 'tickets', 'calls'] as const),
] as const
type Tab = (typeof tabs)[number]
const tabFilter = filterOf(tabs).withDefault('overview')

/** What holds for the whole organisation; each tab is saved for itself. */
export function SettingsScreen() {
  const t = useTranslations('settings')
  const trpc = useTRPC()
  const router = useRouter()
  const [tab, setTab] = useQueryState('tab', tabFilter)
  const settings = useQuery(trpc.accounts.getSettings.queryOptions())
  useContribution({
    group: t('title'),
    actions: tabs.map((key) => ({
      id: `settings-${key}`,
      label: t(`tab.${key}`),
      onClick: () => router.push(`/admin/settings?tab=${key}`),
    })),
    keys: [],
  })
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Tabs value={tab} onChange={(key) => void setTab(key as Tab)} keepMounted={false}>
        <Tabs.List mb="lg">
          {tabs.map((key) => (
            <Tabs.Tab key={key} value={key}>
              {t(`tab.${key}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pb="xl" maw={960}>
          {tab === 'overview' ? (
            <OverviewTab />
          ) : settings.data ? (
            <Section key={JSON.stringify(settings.data[tab])} tab={tab} values={settings.data} />
          ) : settings.isError ? (
            <FailedState error={settings.error} retry={() => void settings.refetch()} />
          ) : (
            <Late>
              <Skeleton height={280} />
            </Late>
          )}
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function Section({ tab, values }: { tab: Exclude<Tab, 'overview'>; values: SettingsValues }) {
  if (tab === 'organization') return <OrganizationTab value={values.organization} />
  if (tab === 'branding') return <BrandingTab value={values.branding} />
  if (tab === 'texts') return <TextsTab value={values.texts} />
  if (tab === 'masking') return <MaskingTab value={values.masking} />
  if (tab === 'retention') return <RetentionTab value={values.retention} />
  if (tab === 'customers') return <CustomersTab value={values.customers} />
  if (tab === 'monitor') return <MonitorTab value={values.monitor} />
  if (tab === 'roster') return <RosterTab value={values.roster} />
  if (tab === 'tickets') return <TicketsTab value={values.tickets} />
  if (tab === 'calls') return <CallsTab value={values.calls} />
  return <NotificationsTab value={values.notifications} />
}
