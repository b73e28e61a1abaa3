import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ApiKeysScreen } from '@/components/features/integrations/api-keys/api-keys-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('apiKeys')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="settings.write">
      <ApiKeysScreen />
    </RequirePermission>
  )
}
