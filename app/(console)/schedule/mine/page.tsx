import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MyScheduleScreen } from '@/components/features/schedules/requests/my-schedule-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('mySchedule')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="agent.receive">
      <MyScheduleScreen />
    </RequirePermission>
  )
}
