import { router } from '@/server/platform/trpc/base'

export const requestsRouter = router({})
