import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CustomerScreen } from '@/components/features/customers/profile/customer-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('customers')
  return { title: t('profile') }
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return (
    <RequirePermission permission="customers.read">
      <CustomerScreen key={id} id={id} />
    </RequirePermission>
  )
}
