import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AlarmsScreen } from '@/components/features/oversight/alarms/alarms-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('oversight.alarms')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="alarms.read">
      <AlarmsScreen />
    </RequirePermission>
  )
}
