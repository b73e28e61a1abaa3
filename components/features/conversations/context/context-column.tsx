'use client'

import { ActionIcon, Tabs } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { ProcedurePanel } from '@/components/features/knowledge/runs/procedure-panel'
import { CustomerTickets } from '@/components/features/tickets/customer-tickets'
import { WhyPanel } from '../decision/why-panel'
import type { View } from '../live/live-state'
import { TeamPanel } from '../work/team-panel'
import { insertInto } from '../writing/insert-place'
import classes from './context.module.css'
import { CustomerPanel } from './customer-panel'
import { HistoryPanel } from './history-panel'

export const contextTabs = ['customer', 'procedure', 'history', 'tickets', 'team', 'why'] as const
export type ContextTab = (typeof contextTabs)[number]

/** The tab on the right, remembered in this browser. */
export function useContextTab() {
  return useLocalStorage<ContextTab>({ key: 'switchyard.context', defaultValue: 'customer' })
}

type Props = {
  view: View
  mayAct: boolean
  onInvite: () => void
  onTransfer: () => void
  onEnd: () => void
  onBack: () => void
}

/** Right: who the customer is, what was before, who helps, and why it came here. */
export function ContextColumn({ view, mayAct, onInvite, onTransfer, onEnd, onBack }: Props) {
  const t = useTranslations('workspace.context')
  const [wanted, setTab] = useContextTab()
  const may = useCan()
  const tabs = contextTabs.filter((key) => key !== 'tickets' || may('tickets.view'))
  const tab = tabs.includes(wanted) ? wanted : 'customer'
  return (
    <aside className={classes.column} aria-label={t('label')}>
      <Tabs value={tab} onChange={(value) => value && setTab(value as ContextTab)} className={classes.tabs}>
        <div className={classes.head}>
          <ActionIcon className={classes.back} size="lg" onClick={onBack} aria-label={t('back')}>
            <IconArrowLeft size={20} />
          </ActionIcon>
          <Tabs.List grow flex={1}>
            {tabs.map((key) => (
              <Tabs.Tab key={key} value={key}>
                {t(`tab.${key}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </div>
        <Tabs.Panel value="customer" className={classes.panel}>
          <CustomerPanel view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="procedure" className={classes.panel}>
          {tab === 'procedure' && (
            <ProcedurePanel
              key={view.id}
              conversation={view}
              acts={{
                insert: (text) => {
                  insertInto(view.id, text)
                  onBack()
                },
                ...{ transfer: onTransfer, end: onEnd, wrapUp: onEnd },
              }}
            />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="history" className={classes.panel}>
          {tab === 'history' && <HistoryPanel key={view.id} view={view} />}
        </Tabs.Panel>
        <Tabs.Panel value="tickets" className={classes.panel}>
          {tab === 'tickets' && (
            <CustomerTickets
              key={view.id}
              conversationId={view.id}
              groupId={view.group?.id ?? null}
              customer={{ ...view.customer, phone: view.contact?.phone ?? view.customer.phone }}
            />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="team" className={classes.panel}>
          {tab === 'team' && <TeamPanel key={view.id} {...{ view, mayAct, onInvite }} />}
        </Tabs.Panel>
        <Tabs.Panel value="why" className={classes.panel}>
          {tab === 'why' && <WhyPanel view={view} />}
        </Tabs.Panel>
      </Tabs>
    </aside>
  )
}
