import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SignInScreen } from '@/components/features/accounts/sign-in-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn')
  return { title: t('title') }
}

export default function SignInPage() {
  return <SignInScreen />
}
