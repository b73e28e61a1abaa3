import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ProceduresScreen } from '@/components/features/knowledge/procedures/procedures-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('procedures')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="knowledge.manage">
      <ProceduresScreen />
    </RequirePermission>
  )
}
