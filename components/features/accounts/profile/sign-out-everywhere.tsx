'use client'

import { Button } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'

/** In every browser, this one too. */
export function SignOutEverywhere() {
  const t = useTranslations('profile')
  const trpc = useTRPC()
  const confirm = useConfirm()
  const signOut = useMutation(
    trpc.accounts.signOutEverywhere.mutationOptions({ onSuccess: () => location.assign('/sign-in') }),
  )
  async function ask(): Promise<void> {
    const question = { title: t('signOutTitle'), body: t('signOutBody'), confirm: t('signOut') }
    if (await confirm(question)) signOut.mutate()
  }
  return (
    <Button
      variant="default"
      leftSection={<IconLogout size={16} />}
      loading={signOut.isPending}
      onClick={() => void ask()}
    >
      {t('signOut')}
    </Button>
  )
}
