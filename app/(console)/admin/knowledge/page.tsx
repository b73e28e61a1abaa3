import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ArticlesScreen } from '@/components/features/knowledge/articles/articles-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('knowledge')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="knowledge.manage">
      <ArticlesScreen />
    </RequirePermission>
  )
}
