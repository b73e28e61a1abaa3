'use client'

import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import { theme } from '@/components/ui/theme'
import type { RootRouter } from '@/server/http/trpc/root'
import { makeQueryClient } from './query-client'
import { TRPCProvider } from './trpc'

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  const [trpcClient] = useState(() =>
    createTRPCClient<RootRouter>({ links: [httpBatchLink({ url: '/api/trpc', maxURLLength: 4_000 })] }),
  )
  return (
    <NuqsAdapter>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
            <ModalsProvider>{children}</ModalsProvider>
            <Notifications position="bottom-right" />
          </TRPCProvider>
        </QueryClientProvider>
      </MantineProvider>
    </NuqsAdapter>
  )
}
