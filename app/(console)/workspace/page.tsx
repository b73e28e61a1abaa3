import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WorkspaceScreen } from '@/components/features/conversations/workspace-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('workspace')
  return { title: t('title') }
}

export default function Page() {
  return <WorkspaceScreen />
}
