import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

import { TemplatesScreen } from '@/components/features/schedules/templates/templates-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shiftTemplates')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="schedules.write">
      <TemplatesScreen />
    </RequirePermission>
  )
}
