import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ForgotScreen } from '@/components/features/accounts/links/forgot-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('forgotPassword')
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } }
}

export default function Page() {
  return <ForgotScreen />
}
