import { listAudit } from '@/server/modules/accounts'
import { setDefaultGroup } from '@/server/modules/channels'
import { prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { changeRouting } from './actions/change-routing'
import { getDispatchSettings, updateDispatchSettings } from './actions/dispatch-settings'
import { listRules } from './actions/list-rules'
import { previewDispatch } from './actions/preview-dispatch'
import { reorderRules } from './actions/reorder-rules'
import { replayRule } from './actions/replay-rule'
import { restoreRule } from './actions/restore-rule'
import { disablePeople, enablePeople } from './actions/retire-agents'
import { createRule, deleteRule, setRuleEnabled, updateRule } from './actions/save-rule'
import * as contract from './contract'
import { explainDecision } from './domain/explain'
import { listRoutingChoices } from './store/routing-choices'

const reading = protectedProcedure('routing.read')
const writing = protectedProcedure('routing.write')

export const dispatchRouter = router({
  listRules: reading.query(() => listRules()),
  getRule: reading.input(contract.ruleIdInput).query(async ({ input }) => {
    const rule = (await listRules()).find(({ id }) => id === input.id)
    if (!rule) throw new AppError('not_found', 'There is no such rule.')
    return rule
  }),
  routingChoices: reading.query(() => listRoutingChoices(prisma())),
  listRuleHistory: reading
    .input(contract.ruleIdInput)
    .query(({ input }) =>
      listAudit({ entity: 'routing_rule', entityId: input.id, page: 1, pageSize: 50, direction: 'desc' }),
    ),
  getSettings: reading.query(() => getDispatchSettings()),
  createRule: writing
    .input(contract.createRuleInput)
    .mutation(({ ctx, input }) => createRule(ctx.principal, input)),
  updateRule: writing
    .input(contract.updateRuleInput)
    .mutation(({ ctx, input }) => updateRule(ctx.principal, input)),
  setRuleEnabled: writing
    .input(contract.setRuleEnabledInput)
    .mutation(({ ctx, input }) => setRuleEnabled(ctx.principal, input)),
  deleteRule: writing
    .input(contract.deleteRuleInput)
    .mutation(({ ctx, input }) => deleteRule(ctx.principal, input)),
  reorderRules: writing
    .input(contract.reorderRulesInput)
    .mutation(({ ctx, input }) => reorderRules(ctx.principal, input)),
  restoreRule: writing
    .input(contract.restoreRuleInput)
    .mutation(({ ctx, input }) => restoreRule(ctx.principal, input)),
  setDefaultGroup: writing
    .input(contract.setDefaultGroupInput)
    .mutation(({ ctx, input }) =>
      changeRouting(ctx.principal, (tx) => setDefaultGroup(tx, ctx.principal, input)),
    ),
  updateSettings: writing
    .input(contract.updateDispatchSettingsInput)
    .mutation(({ ctx, input }) => updateDispatchSettings(ctx.principal, input)),
  setPeopleDisabled: protectedProcedure('users.write')
    .input(contract.setPeopleDisabledInput)
    .mutation(({ ctx, input }) =>
      input.disabled ? disablePeople(ctx.principal, input.ids) : enablePeople(ctx.principal, input.ids),
    ),
  replayRule: protectedProcedure('dispatch.preview')
    .input(contract.replayRuleInput)
    // Changes nothing; it travels in a body because a rule can be longer than an address.
    .mutation(({ input }) => replayRule(input)),
  preview: protectedProcedure('dispatch.preview')
    .input(contract.previewDraftInput)
    // Changes nothing; it travels in a body because a rule can be longer than an address.
    .mutation(async ({ input }) => {
      const decision = await previewDispatch(input)
      return { decision, statements: explainDecision(decision) }
    }),
})
