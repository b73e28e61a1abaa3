'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { can, type Permission, type Principal, type Target } from '@/server/access'
import { useTRPC } from './trpc'

const Me = createContext<Principal | null>(null)

type Props = {
  children: ReactNode
  waiting: ReactNode
  failed: (error: unknown, retry: () => void) => ReactNode
}

/** Knows who is signed in before anything below is drawn. */
export function MeProvider({ children, waiting, failed }: Props) {
  const trpc = useTRPC()
  const me = useQuery(trpc.accounts.me.queryOptions(undefined, { staleTime: 60_000 }))
  if (me.data) return <Me.Provider value={me.data}>{children}</Me.Provider>
  return me.isError ? failed(me.error, () => void me.refetch()) : waiting
}

export function useMe(): Principal {
  const me = useContext(Me)
  if (!me) throw new Error('useMe is for what stands inside the console')
  return me
}

/** The server's own check; hides what it would refuse. */
export function useCan(): (permission: Permission, target?: Target) => boolean {
  const me = useMe()
  return (permission, target) => can(me, permission, target)
}
