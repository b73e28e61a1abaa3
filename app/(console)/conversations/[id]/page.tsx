import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RecordScreen } from '@/components/features/oversight/record/record-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('oversight.record')
  return { title: t('title') }
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return (
    <RequirePermission permission="conversations.read">
      <RecordScreen key={id} id={id} />
    </RequirePermission>
  )
}
