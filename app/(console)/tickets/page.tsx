import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TicketsScreen } from '@/components/features/tickets/tickets-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tickets')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="tickets.view">
      <TicketsScreen />
    </RequirePermission>
  )
}
