'use client'

import { MantineProvider, mergeThemeOverrides } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { useTranslations } from 'next-intl'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useMemo, useState } from 'react'
import { BrandProvider, shadesOf } from '@/components/ui/brand'
import { theme } from '@/components/ui/theme'
import type { RootRouter } from '@/server/http/trpc/root'
import type { PublicBranding } from '@/server/modules/accounts/contract'
import { makeQueryClient } from './query-client'
import { TRPCProvider } from './trpc'

type Props = { brand: PublicBranding | null; children: ReactNode }

export function Providers({ brand, children }: Props) {
  const [queryClient] = useState(makeQueryClient)
  const [trpcClient] = useState(() =>
    createTRPCClient<RootRouter>({
      links: [httpBatchLink({ url: '/api/trpc', maxURLLength: 4_000, maxItems: 50 })],
    }),
  )
  const named = useNamedTheme(brand?.accent ?? null)
  return (
    <NuqsAdapter>
      <MantineProvider theme={named} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
            <BrandProvider brand={brand}>
              <ModalsProvider>{children}</ModalsProvider>
            </BrandProvider>
            <Notifications position="bottom-right" />
          </TRPCProvider>
        </QueryClientProvider>
      </MantineProvider>
    </NuqsAdapter>
  )
}

/**
 * What closes a notice or a dialog has only a cross on it, and what shows a password only an eye, so they are
 * named here for all of them. Blue is the
 * colour of what is active: the organisation's accent takes its place.
 */
function useNamedTheme(accent: string | null) {
  const t = useTranslations('shell')
  const close = t('close')
  const showing = t('showPassword')
  return useMemo(() => {
    const closing = { defaultProps: { closeButtonProps: { 'aria-label': close } } }
    const password = { defaultProps: { visibilityToggleButtonProps: { 'aria-label': showing } } }
    return mergeThemeOverrides(theme, {
      ...(accent && { colors: { blue: shadesOf(accent) } }),
      components: { Notification: closing, Modal: closing, Drawer: closing, PasswordInput: password },
    })
  }, [close, showing, accent])
}
