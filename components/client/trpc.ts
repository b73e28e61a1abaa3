import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { RootRouter } from '@/server/http/trpc/root'

/** `useTRPC().<module>.<procedure>.queryOptions(input)`, for use with TanStack Query. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<RootRouter>()
