import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

import { MailScreen } from '@/components/features/accounts/mail/mail-screen'
import { RequirePermission } from '@/components/patterns/states/require-permission'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('mail')
  return { title: t('title') }
}

export default function Page() {
  return (
    <RequirePermission permission="settings.write">
      <MailScreen />
    </RequirePermission>
  )
}
