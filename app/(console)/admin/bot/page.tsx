import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { BotScreen } from '@/components/features/bot/bot-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bot')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="knowledge.manage">
      <BotScreen />
    </RequirePermission>
  )
}
