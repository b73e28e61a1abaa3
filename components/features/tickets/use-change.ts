'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { toFailure } from '@/components/client/failure'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFailureText, useFieldText } from '@/components/patterns/states/failure-text'
import type { TicketPatch } from '@/server/modules/tickets/contract'

/** Why it was refused: the field's own words before those of the code. */
export function useRefusalText(): (error: unknown) => string {
  const failure = useFailureText()
  const field = useFieldText()
  return (error) => {
    const first = toFailure(error).fields.find(({ code }) => code)
    return first ? field(first) : failure(error)
  }
}

/** Everything that shows tickets asks again. */
export function useRefreshTickets(): () => Promise<void> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return () => queries.invalidateQueries(trpc.tickets.pathFilter())
}

/** Changes over the version that was read; what somebody else changed meanwhile is loaded and said. */
export function useChangeTicket() {
  const t = useTranslations('tickets')
  const client = useTRPCClient()
  const refresh = useRefreshTickets()
  const refusal = useRefusalText()
  return async (
    tickets: readonly { id: string; version: number }[],
    patch: TicketPatch,
    done: string = t('saved'),
  ): Promise<boolean> => {
    const keys = tickets.map(({ id, version }) => ({ id, version }))
    try {
      const [only] = keys
      if (keys.length === 1 && only) await client.tickets.change.mutate({ ...only, patch })
      else await client.tickets.changeMany.mutate({ tickets: keys, patch })
      notifications.show({ color: 'green', message: done })
      return true
    } catch (error) {
      const conflict = toFailure(error).code === 'conflict'
      notifications.show({ color: 'red', message: conflict ? t('conflict') : refusal(error) })
      return false
    } finally {
      await refresh()
    }
  }
}
