'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { toFailure } from '@/components/client/failure'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { ProcedureAct, ProcedureRow } from '@/server/modules/knowledge/contract'

type Named = Pick<ProcedureRow, 'id' | 'version'>

/** All of them or none; whoever deletes is asked first, and a refusal names the step or what leads there. */
export function useChangeProcedures() {
  const t = useTranslations('procedures')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const text = useFailureText()
  const confirm = useConfirm()
  const reason = (error: unknown): string => {
    const { code, fields, details } = toFailure(error)
    if (code === 'in_use' && Array.isArray(details.names))
      return t('inUse', { names: details.names.join(', ') })
    const [field] = fields
    if (field?.code === 'procedure_missing' || field?.code === 'endless')
      return t(`problem.${field.code}`, { step: field.message })
    return text(error)
  }
  return async (rows: readonly Named[], act: ProcedureAct): Promise<boolean> => {
    const title = t('removeTitle', { count: rows.length })
    const question = { title, body: t('removeBody'), confirm: t('remove'), danger: true }
    if (act === 'delete' && !(await confirm(question))) return false
    try {
      const procedures = rows.map(({ id, version }) => ({ id, version }))
      const { changed } = await client.procedures.change.mutate({ procedures, act })
      notifications.show({ color: 'green', message: t('done', { count: changed }) })
      return true
    } catch (error) {
      notifications.show({ color: 'red', message: reason(error) })
      return false
    } finally {
      await queries.invalidateQueries(trpc.procedures.pathFilter())
    }
  }
}
