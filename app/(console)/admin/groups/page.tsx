import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GroupsScreen } from '@/components/features/workforce/groups/groups-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('groups')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="groups.read">
      <GroupsScreen />
    </RequirePermission>
  )
}
