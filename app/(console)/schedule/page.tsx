import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

import { RosterScreen } from '@/components/features/schedules/roster/roster-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('roster')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="schedules.write">
      <RosterScreen />
    </RequirePermission>
  )
}
