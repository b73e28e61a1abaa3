import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScheduledScreen } from '@/components/features/insights/scheduled/scheduled-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('insights.scheduled')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="reports.schedule">
      <ScheduledScreen />
    </RequirePermission>
  )
}
