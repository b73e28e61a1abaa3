'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import {
  type AlarmRuleSettings,
  type AlarmRuleView,
  alarmRuleSettings,
} from '@/server/modules/oversight/contract'
import { RuleFields } from './rule-fields'

const fresh: AlarmRuleSettings = {
  ...{ name: '', kind: 'queue_wait', level: 'warning', threshold: 120 },
  scope: { groupIds: [], channelIds: [] },
  receivers: { owner: false, userIds: [], roleKeys: ['supervisor'] },
  ...{ repeatSeconds: null, webhookUrl: null, enabled: true },
}

function formOf({ id: _i, version: _v, ...rule }: Stored & { open?: number }): AlarmRuleSettings {
  const { open: _o, ...settings } = rule
  return settings
}

type Stored = AlarmRuleSettings & { id: string; version: number }
type Props = {
  rule: AlarmRuleView | null
  /** Where a new one begins from. */
  copyOf?: AlarmRuleView | null
  readOnly: boolean
  onClose: () => void
}

export function RuleDrawer({ rule, copyOf = null, readOnly, onClose }: Props) {
  const t = useTranslations('oversight')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries(trpc.oversight.pathFilter())
  const remove = useRemove(rule, async () => {
    onClose()
    await refresh()
  })
  const words = useFieldWords()
  const first = rule ?? copyOf
  const { server, problem } = useVersionedForm<AlarmRuleSettings, Stored>({
    ...{ stored: rule, toForm: formOf, words },
    initialValues: first ? formOf(first) : fresh,
    schema: alarmRuleSettings as never,
    save: async (values, version) => {
      if (rule) await client.oversight.updateAlarmRule.mutate({ id: rule.id, version, rule: values })
      else await client.oversight.createAlarmRule.mutate(values)
      notifications.show({ color: 'green', message: t('rules.saved') })
      onClose()
      await refresh()
    },
  })
  return (
    <DrawerForm
      title={rule ? rule.name || t(`kind.${rule.kind}`) : t('rules.new')}
      onClose={onClose}
      server={server}
      readOnly={readOnly}
      submitLabel={rule ? undefined : t('rules.create')}
      problem={problem}
      extra={
        rule &&
        !readOnly && (
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {t('rules.delete')}
          </Button>
        )
      }
    >
      <RuleFields form={server.form} />
    </DrawerForm>
  )
}

function useRemove(rule: AlarmRuleView | null, done: () => Promise<void>): () => Promise<void> {
  const t = useTranslations('oversight')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  return async () => {
    const question = {
      title: t('rules.deleteTitle'),
      body: t('rules.deleteBody'),
      confirm: t('rules.delete'),
      danger: true,
    }
    if (!rule || !(await confirm(question))) return
    try {
      await client.oversight.deleteAlarmRule.mutate({ id: rule.id, version: rule.version })
      notifications.show({ color: 'green', message: t('rules.deleted') })
      await done()
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
  }
}
