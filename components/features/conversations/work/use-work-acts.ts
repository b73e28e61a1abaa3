'use client'

import { useWindowEvent } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useContribution } from '@/components/patterns/shell/contributions'
import { isTyping } from '@/components/patterns/shell/keys-dialog'
import { useSingleKeys } from '@/components/patterns/shell/single-keys'
import type { MacroView } from '@/server/http/v1/work-contract'
import type { View } from '../live/live-state'
import { useAgentId } from '../live/use-live'
import { isInDialog } from '../use-workspace-keys'
import type { WorkAct } from './work-dialogs'

/** Letter, act: as they stand in the list of keys. */
export const workKeys = [
  ['z', 'snooze'],
  ['l', 'tags'],
  ['m', 'macros'],
  ['c', 'consulted'],
  ['a', 'advisor'],
  ['p', 'call'],
  ['g', 'return'],
  ['o', 'ticket'],
  ['b', 'callBack'],
  ['x', 'transcript'],
] as const satisfies readonly (readonly [string, WorkAct])[]

/** What may be done to this conversation now, besides transfer and end. */
export function useWorkActs(view: View | null, mayAct: boolean): WorkAct[] {
  const me = useAgentId()
  const may = useCan()
  if (!view) return []
  const open = mayAct && view.endedAt === null
  const back = open && view.returnTo !== null && Date.parse(view.returnTo.until) > Date.now()
  return [
    ...(open ? (['snooze'] as const) : []),
    ...(mayAct ? (['tags', 'macros'] as const) : []),
    ...(open ? (['consulted', 'advisor'] as const) : []),
    ...(mayAct ? (['transcript'] as const) : []),
    ...(mayAct && me ? (['call'] as const) : []),
    ...(may('tickets.edit') ? (['ticket', 'callBack'] as const) : []),
    ...(back && view.returnTo?.agentId !== me ? (['return'] as const) : []),
  ]
}

type Facts = {
  acts: WorkAct[]
  choose: (act: WorkAct) => void
  macros: readonly MacroView[]
  run: (macro: MacroView) => void
}

/** Letters, digits for macros, and the palette's entries for the conversation that is open. */
export function useWorkActKeys({ acts, choose, macros, run }: Facts): void {
  const t = useTranslations('workspace.work')
  const macro = useTranslations('workspace.macro')
  const [single] = useSingleKeys()
  const runnable = acts.includes('macros') ? macros : []
  useWindowEvent('keydown', (event) => {
    if (!single || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event) || isInDialog(event)) return
    const act = workKeys.find(([key]) => key === event.key.toLowerCase())?.[1]
    const chosen = /^[1-9]$/.test(event.key) ? runnable[Number(event.key) - 1] : undefined
    if (chosen) run(chosen)
    else if (act && acts.includes(act)) choose(act)
    else return
    event.preventDefault()
  })
  useContribution({
    group: t('group'),
    actions: [
      ...acts.map((act) => ({ id: `work-${act}`, label: t(`act.${act}`), onClick: () => choose(act) })),
      ...runnable.map((one) => ({
        id: `macro-${one.id}`,
        label: macro('run', { name: one.name }),
        onClick: () => run(one),
      })),
    ],
    keys: [
      ...workKeys.map(([key, act]) => ({ text: t(`act.${act}`), press: [key.toUpperCase()] })),
      { text: t('runMacro'), press: ['1', '…', '9'] },
    ],
  })
}
