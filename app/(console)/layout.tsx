import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Console } from '@/components/features/accounts/console'
import { GoToSignIn } from '@/components/features/accounts/go-to-sign-in'
import { Bell } from '@/components/features/accounts/notices/bell'
import { StatusSwitch } from '@/components/features/conversations/status/status-switch'
import { findSession } from '@/server/http/session'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const session = await findSession((await headers()).get('cookie'))
  return session ? (
    <Console statusSwitch={<StatusSwitch place="rail" />} bell={<Bell />}>
      {children}
    </Console>
  ) : (
    <GoToSignIn />
  )
}
