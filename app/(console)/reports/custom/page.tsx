import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CustomScreen } from '@/components/features/insights/custom/custom-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('insights.custom')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="reports.read">
      <CustomScreen />
    </RequirePermission>
  )
}
