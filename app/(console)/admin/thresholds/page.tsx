import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ThresholdsScreen } from '@/components/features/channels/thresholds/thresholds-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('thresholds')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="channels.read">
      <ThresholdsScreen />
    </RequirePermission>
  )
}
