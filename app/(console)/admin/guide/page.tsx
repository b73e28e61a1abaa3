import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GuideScreen } from '@/components/features/setup/guide/guide-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('guide')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="configuration.transfer">
      <GuideScreen />
    </RequirePermission>
  )
}
