import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RequestsScreen } from '@/components/features/schedules/requests/requests-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('requests')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="leave.approve">
      <RequestsScreen />
    </RequirePermission>
  )
}
