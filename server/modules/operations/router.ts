import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { readHealth } from './actions/read-health'
import { systemHealth } from './contract'

export const operationsRouter = router({
  getHealth: protectedProcedure('settings.write').output(systemHealth).query(readHealth),
})
