import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TreeScreen } from '@/components/features/channels/trees/tree-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('trees')
  return { title: t('title.category') }
}

export default function Page() {
  return (
    <RequirePermission permission="channels.read">
      <TreeScreen tree="category" />
    </RequirePermission>
  )
}
