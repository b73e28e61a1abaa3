import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

import { AuditScreen } from '@/components/features/accounts/audit/audit-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="audit.read">
      <AuditScreen />
    </RequirePermission>
  )
}
