import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CustomersScreen } from '@/components/features/customers/list/customers-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('customers')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="customers.read">
      <CustomersScreen />
    </RequirePermission>
  )
}
