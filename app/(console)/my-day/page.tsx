import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MyDayScreen } from '@/components/features/insights/my-day/my-day-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('insights.myDay')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="agent.receive">
      <MyDayScreen />
    </RequirePermission>
  )
}
