import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ReportScreen } from '@/components/features/insights/reports/report-screen'
import { isView } from '@/components/features/insights/reports/views'
import { RequirePermission } from '@/components/patterns/states/require-permission'

type Props = {
  params: Promise<{ report: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { report } = await params
  if (!isView(report)) return {}
  const t = await getTranslations('insights.reports')
  return { title: `${t('title')}: ${t(`tab.${report}`)}` }
}

export default async function Page({ params, searchParams }: Props) {
  const { report } = await params
  if (!isView(report)) notFound()
  if (report === 'overview') {
    const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
      [value ?? []].flat().map((one) => [name, one]),
    )
    redirect(`/reports?${new URLSearchParams(asked)}`)
  }
  return (
    <RequirePermission permission="reports.read">
      <ReportScreen view={report} />
    </RequirePermission>
  )
}
