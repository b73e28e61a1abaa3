import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RolesScreen } from '@/components/features/accounts/roles/roles-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('roles')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="roles.read">
      <RolesScreen />
    </RequirePermission>
  )
}
