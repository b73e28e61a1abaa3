import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SettingsScreen } from '@/components/features/accounts/settings/settings-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="settings.write">
      <SettingsScreen />
    </RequirePermission>
  )
}
