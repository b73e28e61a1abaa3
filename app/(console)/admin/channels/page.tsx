import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ChannelsScreen } from '@/components/features/channels/channels/channels-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('channels')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="channels.read">
      <ChannelsScreen />
    </RequirePermission>
  )
}
