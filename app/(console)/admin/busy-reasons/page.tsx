import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

import { BusyReasonsScreen } from '@/components/features/workforce/busy-reasons/busy-reasons-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('busyReasons')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="settings.write">
      <BusyReasonsScreen />
    </RequirePermission>
  )
}
