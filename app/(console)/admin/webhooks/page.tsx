import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WebhooksScreen } from '@/components/features/integrations/webhooks/webhooks-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="settings.write">
      <WebhooksScreen />
    </RequirePermission>
  )
}
