import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

import { AuditPage } from '@/components/features/admin/audit-page'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="audit.read">
      <AuditPage />
    </RequirePermission>
  )
}
