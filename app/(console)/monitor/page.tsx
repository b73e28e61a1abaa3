import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MonitorScreen } from '@/components/features/insights/monitor/monitor-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('insights.monitor')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="monitor.read">
      <MonitorScreen />
    </RequirePermission>
  )
}
