'use client'

import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { MacroView } from '@/server/http/v1/work-contract'
import type { View } from '../live/live-state'
import { workApi } from './work-api'

const none: MacroView[] = []

export function useMacros(): MacroView[] {
  const query = useQuery({
    queryKey: ['workspace', 'macros'],
    queryFn: async () => (await workApi.macros()).items,
    staleTime: 60_000,
  })
  return query.data ?? none
}

/** Runs a macro on a conversation, and says where it stopped. */
export function useRunMacro(id: string, put: (view: View) => void) {
  const t = useTranslations('workspace.macro')
  const failure = useFailureText()
  return useMutation({
    mutationFn: (macro: MacroView) => workApi.runMacro(id, macro.id),
    onSuccess: ({ conversation, done, of, refused }, macro) => {
      put(conversation)
      if (!refused) notifications.show({ message: t('ran', { name: macro.name }) })
      else {
        const step = t(`kind.${refused.kind as 'reply'}`)
        const message = t('stopped', { name: macro.name, done, of, step, why: refused.message })
        notifications.show({ color: 'red', message, autoClose: 10_000 })
      }
    },
    onError: (error) => notifications.show({ color: 'red', message: failure(error) }),
  })
}
