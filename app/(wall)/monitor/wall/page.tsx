import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { GoToSignIn } from '@/components/features/accounts/go-to-sign-in'
import { WallScreen } from '@/components/features/insights/wall/wall-screen'
import { findSession } from '@/server/http/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('insights.wall')
  return { title: t('title') }
}

/** Without the console around it: nothing but numbers. */
export default async function Page() {
  return (await findSession((await headers()).get('cookie'))) ? <WallScreen /> : <GoToSignIn />
}
