import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RepliesScreen } from '@/components/features/conversations/replies/replies-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('quickReplies')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="replies.write">
      <RepliesScreen />
    </RequirePermission>
  )
}
