import { mergeRouters } from '@/server/platform/trpc/base'
import { planningRouter } from './router/planning'
import { requestsRouter } from './router/requests'

export const schedulesRouter = mergeRouters(planningRouter, requestsRouter)
