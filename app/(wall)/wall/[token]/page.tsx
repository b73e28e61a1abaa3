import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WallScreen } from '@/components/features/insights/wall/wall-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('insights.wall')
  // The address is a secret: it goes to no other site and into no index.
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false, follow: false } }
}

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  return <WallScreen token={(await params).token} />
}
