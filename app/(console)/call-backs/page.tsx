import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CallBacksScreen } from '@/components/features/tickets/call-backs/call-backs-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('callBacks')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="tickets.view">
      <CallBacksScreen />
    </RequirePermission>
  )
}
