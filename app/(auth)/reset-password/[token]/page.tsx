import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ResetScreen } from '@/components/features/accounts/links/reset-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('resetPassword')
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } }
}

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  return <ResetScreen token={(await params).token} />
}
