'use client'

import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { z } from 'zod'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { type RuleSettings, type RuleView, ruleSettings } from '@/server/modules/dispatch/contract'
import { Replay } from './replay'
import { RuleFields } from './rule-fields'
import type { TestCustomer } from './test-customer'
import { Tester } from './tester'
import { type Routing, useMayWrite, useRefreshRouting } from './use-routing'

export type RuleOrigin = { kind: 'new' } | { kind: 'edit' | 'copy'; rule: RuleView }

type Props = {
  origin: RuleOrigin
  routing: Routing
  customer: TestCustomer
  onCustomer: (customer: TestCustomer) => void
  onClose: () => void
}

/** No group yet is something to fill in, not something wrong. */
const ruleForm = ruleSettings.extend({ groupId: z.string().min(1).pipe(ruleSettings.shape.groupId) })

const settingsOf = ({ name, enabled, conditions, groupId, priorityBoost }: RuleSettings): RuleSettings => ({
  ...{ name, enabled, conditions, groupId, priorityBoost },
})

/** One rule: the form left, and right where a customer would go with it as it stands in the form. */
export function RuleEditor({ origin, routing, customer, onCustomer, onClose }: Props) {
  const t = useTranslations('routing')
  const client = useTRPCClient()
  const refresh = useRefreshRouting()
  const mayWrite = useMayWrite()
  const mayTest = useCan()('dispatch.preview')
  const stored = origin.kind === 'edit' ? origin.rule : null
  const version = useRef(stored?.version ?? 0)

  async function save(rule: RuleSettings): Promise<void> {
    if (stored) await client.dispatch.updateRule.mutate({ id: stored.id, version: version.current, rule })
    else {
      await client.dispatch.createRule.mutate({ rule, afterId })
    }
    await refresh()
    notifications.show({ color: 'green', message: t(stored ? 'saved' : 'made', { name: rule.name }) })
    onClose()
  }
  const server = useServerForm<RuleSettings>({
    initialValues: useStart(origin),
    schema: ruleForm,
    save,
  })
  const current =
    server.failure?.code === 'conflict' ? (server.failure.details.current as RuleView) : undefined

  /** Goes on from what stands now: with theirs alone, or with what is in the form over it. */
  function settle(take: 'theirs' | 'mine'): void {
    if (!current) return
    version.current = current.version
    server.clear()
    if (take === 'mine') {
      server.save(server.form.values)
    } else {
      server.form.setValues(settingsOf(current))
      server.form.resetDirty(settingsOf(current))
    }
  }
  const valid = ruleSettings.safeParse(server.form.values).data
  const afterId = origin.kind === 'copy' ? origin.rule.id : null
  const draft = valid && { id: stored?.id ?? null, afterId, rule: valid }
  return (
    <DrawerForm
      title={stored ? stored.name : t('new')}
      onClose={onClose}
      server={server}
      readOnly={!mayWrite}
      submitLabel={stored ? undefined : t('create')}
      problem={current && <Conflict settle={settle} />}
      effect={
        mayTest && (
          <Stack gap="lg">
            {draft && <Replay draft={draft} />}
            <Tester routing={routing} customer={customer} onChange={onCustomer} draft={draft} />
          </Stack>
        )
      }
    >
      <RuleFields form={server.form} routing={routing} />
    </DrawerForm>
  )
}

function useStart(origin: RuleOrigin): RuleSettings {
  const t = useTranslations('routing')
  if (origin.kind === 'new') {
    return { name: '', enabled: true, conditions: {}, groupId: '', priorityBoost: 0 }
  }
  const start = settingsOf(origin.rule)
  if (origin.kind === 'edit') return start
  return { ...start, name: t('copyName', { name: start.name }).slice(0, 80) }
}

function Conflict({ settle }: { settle: (take: 'theirs' | 'mine') => void }) {
  const t = useTranslations('routing')
  return (
    <Alert
      color="amber"
      icon={<IconArrowsSplit2 size={18} />}
      title={t('conflict.title')}
      role="alert"
      mb="md"
    >
      <Stack gap="sm">
        <Text size="sm">{t('conflict.body')}</Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => settle('theirs')}>
            {t('conflict.takeTheirs')}
          </Button>
          <Button size="compact-sm" onClick={() => settle('mine')}>
            {t('conflict.keepMine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
