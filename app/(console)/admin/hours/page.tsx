import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HoursScreen } from '@/components/features/channels/hours/hours-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('hours')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="channels.read">
      <HoursScreen />
    </RequirePermission>
  )
}
