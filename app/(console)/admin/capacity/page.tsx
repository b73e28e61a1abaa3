import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

import { CapacityScreen } from '@/components/features/workforce/capacity/capacity-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('capacity')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="groups.read">
      <CapacityScreen />
    </RequirePermission>
  )
}
