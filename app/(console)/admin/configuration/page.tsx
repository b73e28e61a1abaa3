import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConfigurationScreen } from '@/components/features/setup/configuration/configuration-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('configuration')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="configuration.transfer">
      <ConfigurationScreen />
    </RequirePermission>
  )
}
