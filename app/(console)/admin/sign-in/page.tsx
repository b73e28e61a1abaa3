import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SignInSettingsScreen } from '@/components/features/accounts/sign-in-settings/sign-in-settings-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signInSettings')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="settings.write">
      <SignInSettingsScreen />
    </RequirePermission>
  )
}
