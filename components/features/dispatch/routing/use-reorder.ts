'use client'

import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { RuleView } from '@/server/modules/dispatch/contract'
import { moved } from './move'
import { useRefreshRouting } from './use-routing'

/** The new order stands at once; if it cannot be stored, the stored one comes back and says why. */
export function useReorder(stored: RuleView[]) {
  const t = useTranslations('routing')
  const client = useTRPCClient()
  const refresh = useRefreshRouting()
  const text = useFailureText()
  const [wanted, setWanted] = useState<string[] | null>(null)
  const [said, setSaid] = useState('')
  const rules = wanted ? inOrder(stored, wanted) : stored

  async function save(order: string[]): Promise<void> {
    try {
      await client.dispatch.reorderRules.mutate({ seen: stored.map(({ id }) => id), order })
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
    }
    await refresh()
    setWanted(null)
  }

  function move(from: number, to: number): void {
    // One change at a time: the next one starts from what is stored.
    if (wanted !== null || from === to || to < 0 || to >= rules.length) return
    const order = moved(rules, from, to).map(({ id }) => id)
    setWanted(order)
    setSaid(t('movedTo', { name: rules[from]?.name ?? '', place: to + 1, count: rules.length }))
    void save(order)
  }
  return { rules, move, said }
}

/** Somebody may have made or deleted one meanwhile: those stand at the end until the list is read anew. */
function inOrder(stored: RuleView[], order: string[]): RuleView[] {
  const known = order.flatMap((id) => stored.find((rule) => rule.id === id) ?? [])
  return [...known, ...stored.filter((rule) => !order.includes(rule.id))]
}
