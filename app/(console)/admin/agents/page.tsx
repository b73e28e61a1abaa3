import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PeopleScreen } from '@/components/features/workforce/people/people-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="users.read">
      <PeopleScreen />
    </RequirePermission>
  )
}
