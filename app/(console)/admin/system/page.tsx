import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

import { SystemScreen } from '@/components/features/operations/system/system-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('system')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="settings.write">
      <SystemScreen />
    </RequirePermission>
  )
}
