import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TagsScreen } from '@/components/features/oversight/ratings/tags-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('oversight.tags')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="settings.write">
      <TagsScreen />
    </RequirePermission>
  )
}
