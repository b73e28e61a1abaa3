import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReportScreen } from '@/components/features/insights/reports/report-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('insights.reports')
  return { title: `${t('title')}: ${t('tab.agents')}` }
}

export default function Page() {
  return (
    <RequirePermission permission="reports.read">
      <ReportScreen view="agents" />
    </RequirePermission>
  )
}
