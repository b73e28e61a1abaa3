import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InvitationScreen } from '@/components/features/accounts/links/invitation-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('invitation')
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } }
}

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  return <InvitationScreen token={(await params).token} />
}
