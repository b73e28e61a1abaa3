'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCircleCheck, IconCircleOff, IconCopy, IconHistory, IconPencil } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { AlarmRuleView } from '@/server/modules/oversight/contract'

/** Switches rules on or off; what fails is said, and the list is read again. */
function useEnable() {
  const rule = useTranslations('oversight.rules')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const failure = useFailureText()
  return async (rows: readonly AlarmRuleView[], enabled: boolean): Promise<boolean> => {
    try {
      const rules = rows.map(({ id, version }) => ({ id, version }))
      const { changed } = await client.oversight.setAlarmRulesEnabled.mutate({ rules, enabled })
      notifications.show({
        color: 'green',
        message: rule(enabled ? 'enabledNow' : 'disabledNow', { count: changed }),
      })
      return true
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
      return false
    } finally {
      await queries.invalidateQueries(trpc.oversight.pathFilter())
    }
  }
}

type MenuProps = {
  row: AlarmRuleView
  mayWrite: boolean
  onOpen: () => void
  onCopy: () => void
  onHistory: () => void
}

export function RuleMenu({ row, mayWrite, onOpen, onCopy, onHistory }: MenuProps) {
  const words = useTranslations('channels.row')
  const t = useTranslations('oversight')
  const enable = useEnable()
  return (
    <RowMenu
      name={row.name || t(`kind.${row.kind}`)}
      acts={[
        { key: 'edit', label: words(mayWrite ? 'edit' : 'view'), icon: IconPencil, onClick: onOpen },
        mayWrite && { key: 'copy', label: words('duplicate'), icon: IconCopy, onClick: onCopy },
        { key: 'history', label: words('history'), icon: IconHistory, onClick: onHistory },
        mayWrite && {
          key: 'enable',
          label: words(row.enabled ? 'disable' : 'enable'),
          icon: row.enabled ? IconCircleOff : IconCircleCheck,
          onClick: () => void enable([row], !row.enabled),
        },
      ]}
    />
  )
}

export function RuleBulk({ rows, onDone }: { rows: AlarmRuleView[]; onDone: () => void }) {
  const words = useTranslations('channels.row')
  const enable = useEnable()
  const act = async (enabled: boolean) => {
    if (await enable(rows, enabled)) onDone()
  }
  const look = { size: 'compact-sm', variant: 'default' } as const
  return (
    <>
      <Button {...look} leftSection={<IconCircleCheck size={14} />} onClick={() => void act(true)}>
        {words('enable')}
      </Button>
      <Button {...look} leftSection={<IconCircleOff size={14} />} onClick={() => void act(false)}>
        {words('disable')}
      </Button>
    </>
  )
}

type HistoryProps = { id: string; mayRestore: boolean; onClose: () => void }

export function RuleHistory({ id, mayRestore, onClose }: HistoryProps) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const history = useQuery(trpc.oversight.alarmRuleHistory.queryOptions({ id }))
  const restore = async (entryId: string) => {
    await client.oversight.restoreAlarmRule.mutate({ entryId })
    await queries.invalidateQueries(trpc.oversight.pathFilter())
  }
  return <HistoryDrawer history={history} restore={mayRestore ? restore : undefined} onClose={onClose} />
}
