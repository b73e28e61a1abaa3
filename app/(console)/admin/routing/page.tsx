import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RoutingScreen } from '@/components/features/dispatch/routing/routing-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('routing')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="routing.read">
      <RoutingScreen />
    </RequirePermission>
  )
}
