import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ReportScreen } from '@/components/features/insights/reports/report-screen'
import { isView } from '@/components/features/insights/reports/views'
import { RequirePermission } from '@/components/patterns/states/require-permission'

type Props = { params: Promise<{ report: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { report } = await params
  if (!isView(report)) return {}
  const t = await getTranslations('insights.reports')
  return { title: `${t('title')}: ${t(`tab.${report}`)}` }
}

export default async function Page({ params }: Props) {
  const { report } = await params
  if (!isView(report) || report === 'overview') notFound()
  return (
    <RequirePermission permission="reports.read">
      <ReportScreen view={report} />
    </RequirePermission>
  )
}
