import { router } from '@/server/platform/trpc/base'

export const planningRouter = router({})
