'use client'

import { notifications } from '@mantine/notifications'
import { useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'

type View = { kind: 'role' | 'user'; id: string }

/** Everything is read anew with other rights, so the page itself starts anew, at the first place there is. */
export function useStartView(): (view: View) => Promise<void> {
  const client = useTRPCClient()
  const text = useFailureText()
  return (view) =>
    client.accounts.startView
      .mutate(view)
      .then(() => location.assign('/'))
      .catch((error: unknown) => void notifications.show({ color: 'red', message: text(error) }))
}

export function useEndView(): () => Promise<void> {
  const client = useTRPCClient()
  const text = useFailureText()
  return () =>
    client.accounts.endView
      .mutate()
      .then(() => location.assign('/admin/roles'))
      .catch((error: unknown) => void notifications.show({ color: 'red', message: text(error) }))
}
