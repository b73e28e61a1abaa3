'use client'

import { Button, Skeleton, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { DefaultGroups } from './default-groups'
import { DispatchSettings } from './dispatch-settings'
import classes from './routing.module.css'
import { RuleEditor, type RuleOrigin } from './rule-editor'
import { RuleHistory } from './rule-history'
import { RuleList } from './rule-list'
import { testCustomer } from './test-customer'
import { Tester } from './tester'
import { type Routing, useMayWrite, useRouting } from './use-routing'

export function RoutingScreen() {
  const t = useTranslations('routing')
  const routing = useRouting()
  const mayWrite = useMayWrite()
  const [editing, setEditing] = useState<RuleOrigin | null>(null)
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing({ kind: 'new' })}>
      {t('new')}
    </Button>
  )
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={create}>
      {routing.data ? (
        <Loaded routing={routing.data} editing={editing} setEditing={setEditing} />
      ) : routing.error ? (
        <FailedState error={routing.error} retry={routing.retry} />
      ) : (
        <Late>
          <Stack>
            <Skeleton h={72} />
            <Skeleton h={72} />
            <Skeleton h={72} />
          </Stack>
        </Late>
      )}
    </Page>
  )
}

type Props = {
  routing: Routing
  editing: RuleOrigin | null
  setEditing: (origin: RuleOrigin | null) => void
}

function Loaded({ routing, editing, setEditing }: Props) {
  const mayTest = useCan()('dispatch.preview')
  const first = routing.choices.channels.find((channel) => !channel.disabled)
  const [customer, setCustomer] = useState({ ...testCustomer, channelKey: first?.publicKey ?? '' })
  const [historyOf, setHistoryOf] = useState<string | null>(null)
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        <RuleList routing={routing} onEdit={setEditing} onHistory={setHistoryOf} />
        <DefaultGroups routing={routing} />
        <DispatchSettings />
      </div>
      {mayTest && (
        <aside className={classes.tester}>
          <Tester routing={routing} customer={customer} onChange={setCustomer} />
        </aside>
      )}
      {editing && (
        <RuleEditor
          key={'rule' in editing ? `${editing.kind} ${editing.rule.id}` : 'new'}
          origin={editing}
          routing={routing}
          customer={customer}
          onCustomer={setCustomer}
          onClose={() => setEditing(null)}
        />
      )}
      {historyOf && <RuleHistory id={historyOf} routing={routing} onClose={() => setHistoryOf(null)} />}
    </div>
  )
}
