import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AdherenceScreen } from '@/components/features/schedules/adherence/adherence-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adherence')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="monitor.read">
      <AdherenceScreen />
    </RequirePermission>
  )
}
