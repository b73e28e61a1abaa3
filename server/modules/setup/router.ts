import { z } from 'zod'
import { can, type Principal } from '@/server/access'
import { nameOrganization } from '@/server/modules/accounts'
import { AppError } from '@/server/platform/errors'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { addFirstAgent, claimAccount, getGuide, leaveGuide } from './actions/guide'
import { getDemo, startDemoRemoval } from './actions/remove-demo'
import * as contract from './contract'

const transfer = protectedProcedure('configuration.transfer').use(({ ctx, next }) => {
  requireEverywhere(ctx.principal)
  return next()
})

function requireEverywhere(principal: Principal): void {
  if (!can(principal, 'configuration.transfer', {}))
    throw new AppError('forbidden', 'You are not allowed to do this.')
}

export const setupRouter = router({
  getGuide: transfer.query(({ ctx }) => getGuide(ctx.principal)),
  leaveGuide: transfer
    .input(contract.leaveGuideInput)
    .output(z.void())
    .mutation(({ input }) => leaveGuide(input)),
  saveOrganization: protectedProcedure('settings.write')
    .input(contract.saveOrganizationInput)
    .output(z.void())
    .mutation(({ ctx, input }) => nameOrganization(ctx.principal, input)),
  addFirstAgent: protectedProcedure('users.write')
    .input(contract.firstAgentInput)
    .mutation(({ ctx, input }) => addFirstAgent(ctx.principal, input, ctx.origin ?? null)),
  getDemo: transfer
    .input(contract.demoInput)
    .query(({ ctx, input }) => getDemo(ctx.principal, input.keepTests)),
  claimAccount: transfer
    .input(contract.claimInput)
    .mutation(({ ctx, input }) => claimAccount(ctx.principal, input)),
  removeDemo: transfer
    .input(contract.demoInput)
    .output(z.void())
    .mutation(({ ctx, input }) => startDemoRemoval(ctx.principal, input)),
})
