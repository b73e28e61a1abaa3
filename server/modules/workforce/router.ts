import { can, type Permission, type Principal, scopeOf } from '@/server/access'
import { listAudit, listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput, recordIdInput } from '@/server/modules/accounts/contract'
import { prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { protectedProcedure, router, signedInProcedure } from '@/server/platform/trpc/base'
import { editGroups } from './actions/bulk-edit'
import {
  createBusyReason,
  orderBusyReasons,
  restoreBusyReason,
  updateBusyReason,
} from './actions/configure-busy-reasons'
import { importGroups } from './actions/import-groups'
import { getQualityVersions, previewQuality, publishQuality, restoreQuality } from './actions/publish-quality'
import { getCapacityBoard, previewCapacity } from './actions/read-capacity'
import { restoreGroup } from './actions/restore-group'
import { deleteGroup, setGroupDisabled } from './actions/retire-group'
import { saveCapacity } from './actions/save-capacity'
import { createGroup, moveGroup, updateGroup } from './actions/save-group'
import * as contract from './contract'
import { peopleRouter } from './people-router'
import { listAgentOptions } from './store/agents'
import { listBusyReasons } from './store/busy-reasons'
import { listCalendarNames } from './store/calendars'
import { listChart } from './store/group-chart'
import { findGroupDetail } from './store/group-detail'
import { findGroupUses } from './store/group-uses'
import { listGroups } from './store/list-groups'
import { listKnownGroups } from './store/stored-groups'

const reading = protectedProcedure('groups.read')
const writing = protectedProcedure('groups.write')
const quality = protectedProcedure('quality.write')
const settings = protectedProcedure('settings.write')

const missing = () => new AppError('not_found', 'There is no such group.')

/** A group beyond the scope looks like none. */
function requireKnown(principal: Principal, permission: Permission, id: string): void {
  if (!can(principal, permission, { groupIds: [id] })) throw missing()
}

export const workforceRouter = router({
  people: peopleRouter,
  listGroups: reading.input(contract.listGroupsInput).query(({ ctx, input }) => {
    const scope = scopeOf(ctx.principal, 'groups.read') === 'all' ? null : ctx.principal.scopeGroupIds
    return listGroups(input, scope, { limit: input.pageSize, offset: (input.page - 1) * input.pageSize })
  }),
  getGroup: reading.input(contract.groupIdInput).query(async ({ ctx, input }) => {
    requireKnown(ctx.principal, 'groups.read', input.id)
    const group = await findGroupDetail(input.id)
    if (!group) throw missing()
    return group
  }),
  listGroupChart: reading.query(({ ctx }) =>
    listChart(scopeOf(ctx.principal, 'groups.read') === 'all' ? null : ctx.principal.scopeGroupIds),
  ),
  listGroupNames: reading.query(() => listKnownGroups(prisma())),
  listCalendarNames: reading.query(() => listCalendarNames()),
  findAgents: reading.input(contract.findAgentsInput).query(({ input }) => listAgentOptions(input.search)),
  listGroupHistory: reading.input(contract.groupIdInput).query(({ ctx, input }) => {
    requireKnown(ctx.principal, 'groups.read', input.id)
    return listAudit({ entity: 'skill_group', entityId: input.id, page: 1, pageSize: 50, direction: 'desc' })
  }),
  findGroupUses: writing.input(contract.groupIdInput).query(({ ctx, input }) => {
    requireKnown(ctx.principal, 'groups.write', input.id)
    return findGroupUses(input.id)
  }),
  createGroup: writing
    .input(contract.createGroupInput)
    .mutation(({ ctx, input }) => createGroup(ctx.principal, input)),
  updateGroup: writing
    .input(contract.updateGroupInput)
    .mutation(({ ctx, input }) => updateGroup(ctx.principal, input)),
  moveGroup: writing
    .input(contract.moveGroupInput)
    .mutation(({ ctx, input }) => moveGroup(ctx.principal, input)),
  setGroupDisabled: writing
    .input(contract.setGroupDisabledInput)
    .mutation(({ ctx, input }) => setGroupDisabled(ctx.principal, input)),
  deleteGroup: writing
    .input(contract.deleteGroupInput)
    .mutation(({ ctx, input }) => deleteGroup(ctx.principal, input)),
  editGroups: writing
    .input(contract.bulkInput)
    .mutation(({ ctx, input }) => editGroups(ctx.principal, input)),
  restoreGroup: writing
    .input(contract.restoreGroupInput)
    .mutation(({ ctx, input }) => restoreGroup(ctx.principal, input)),
  getCapacityBoard: reading
    .input(contract.capacityBoardInput)
    .query(({ ctx, input }) => getCapacityBoard(ctx.principal, input)),
  // Changes nothing; it travels in a body because many edits are longer than an address.
  previewCapacity: reading
    .input(contract.saveCapacityInput)
    .mutation(({ ctx, input }) => previewCapacity(ctx.principal, input)),
  saveCapacity: writing
    .input(contract.saveCapacityInput)
    .mutation(({ ctx, input }) => saveCapacity(ctx.principal, input)),
  previewQuality: quality
    .input(contract.previewQualityInput)
    .query(({ ctx, input }) => previewQuality(ctx.principal, input)),
  publishQuality: quality
    .input(contract.publishQualityInput)
    .mutation(({ ctx, input }) => publishQuality(ctx.principal, input)),
  restoreQuality: quality
    .input(contract.restoreQualityInput)
    .mutation(({ ctx, input }) => restoreQuality(ctx.principal, input)),
  listQualityVersions: quality
    .input(contract.groupIdInput)
    .query(({ ctx, input }) => getQualityVersions(ctx.principal, input.id)),
  /** Words for reasons stand wherever a status is shown. */
  listBusyReasons: signedInProcedure.query(() => listBusyReasons()),
  createBusyReason: settings
    .input(contract.createBusyReasonInput)
    .mutation(({ ctx, input }) => createBusyReason(ctx.principal, input)),
  updateBusyReason: settings
    .input(contract.updateBusyReasonInput)
    .mutation(({ ctx, input }) => updateBusyReason(ctx.principal, input)),
  busyReasonHistory: settings
    .input(recordIdInput)
    .query(({ input }) => listRecordHistory('busy_reason', input.id)),
  restoreBusyReason: settings
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreBusyReason(ctx.principal, input)),
  orderBusyReasons: settings
    .input(contract.orderBusyReasonsInput)
    .mutation(({ ctx, input }) => orderBusyReasons(ctx.principal, input)),
  importGroups: writing
    .input(contract.importInput)
    .mutation(({ ctx, input }) => importGroups(ctx.principal, input)),
})
