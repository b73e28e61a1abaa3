import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RulesScreen } from '@/components/features/oversight/rules/rules-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('oversight.rules')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="alarms.write">
      <RulesScreen />
    </RequirePermission>
  )
}
