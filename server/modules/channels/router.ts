import { listAudit } from '@/server/modules/accounts'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { addExceptions } from './actions/add-exceptions'
import { changeNodes } from './actions/bulk-nodes'
import { retireKey, rotateKey } from './actions/change-key'
import { retireIdentity, rotateIdentity } from './actions/change-secret'
import * as trees from './actions/change-tree'
import { duplicateBranch } from './actions/duplicate-branch'
import { editChannels } from './actions/edit-channels'
import { importExceptions } from './actions/exchange-exceptions'
import { importChannels } from './actions/import-channels'
import { importTree } from './actions/import-tree'
import { listTree } from './actions/list-tree'

import { mergeNodes } from './actions/merge-nodes'
import { getThresholds, restoreThresholds, setThresholds } from './actions/organization-thresholds'
import { getCalendar, previewOf, readCalendars, readHolidays } from './actions/read-calendars'
import { getChannel, readChannels } from './actions/read-channels'
import { readNodeConversations } from './actions/read-node-conversations'
import { restoreChannel } from './actions/restore-channel'
import { restoreNode } from './actions/restore-node'
import {
  createCalendar,
  deleteCalendar,
  restoreCalendar,
  setCalendarDisabled,
  updateCalendar,
} from './actions/save-calendar'
import { createChannel, deleteChannel, setChannelDisabled, updateChannel } from './actions/save-channel'
import * as contract from './contract'
import { findChannelUses, listChoices } from './store/channel-facts'

const reading = protectedProcedure('channels.read')
const writing = protectedProcedure('channels.write')

const rangeOf = ({ page, pageSize }: { page: number; pageSize: number }) => ({
  limit: pageSize,
  offset: (page - 1) * pageSize,
})

export const channelsRouter = router({
  listChannels: reading
    .input(contract.listChannelsInput)
    .query(({ input }) => readChannels(input, rangeOf(input))),
  getChannel: reading.input(contract.idInput).query(({ input }) => getChannel(input.id)),
  listChoices: reading.query(() => listChoices()),
  listHistory: reading.input(contract.listHistoryInput).query(({ input }) =>
    listAudit({
      ...{ entity: input.entity, entityId: input.id },
      ...{ page: 1, pageSize: 50, direction: 'desc' },
    }),
  ),
  findChannelUses: writing.input(contract.idInput).query(({ input }) => findChannelUses(input.id)),
  createChannel: writing
    .input(contract.channelInput)
    .mutation(({ ctx, input }) => createChannel(ctx.principal, input)),
  updateChannel: writing
    .input(contract.updateChannelInput)
    .mutation(({ ctx, input }) => updateChannel(ctx.principal, input)),
  setChannelDisabled: writing
    .input(contract.setChannelDisabledInput)
    .mutation(({ ctx, input }) => setChannelDisabled(ctx.principal, input)),
  deleteChannel: writing
    .input(contract.versionInput)
    .mutation(({ ctx, input }) => deleteChannel(ctx.principal, input)),
  restoreChannel: writing
    .input(contract.entryInput)
    .mutation(({ ctx, input }) => restoreChannel(ctx.principal, input)),
  editChannels: writing
    .input(contract.editChannelsInput)
    .mutation(({ ctx, input }) => editChannels(ctx.principal, input)),
  importChannels: writing
    .input(contract.importInput)
    .mutation(({ ctx, input }) => importChannels(ctx.principal, input)),
  rotateKey: writing
    .input(contract.versionInput)
    .mutation(({ ctx, input }) => rotateKey(ctx.principal, input)),
  retireKey: writing
    .input(contract.versionInput)
    .mutation(({ ctx, input }) => retireKey(ctx.principal, input)),
  rotateIdentity: writing
    .input(contract.versionInput)
    .mutation(({ ctx, input }) => rotateIdentity(ctx.principal, input)),
  retireIdentity: writing
    .input(contract.retireSecretInput)
    .mutation(({ ctx, input }) => retireIdentity(ctx.principal, input)),

  listCalendars: reading
    .input(contract.listCalendarsInput)
    .query(({ input }) => readCalendars(input, rangeOf(input))),
  getCalendar: reading.input(contract.idInput).query(({ input }) => getCalendar(input.id)),
  previewHours: reading
    .input(contract.previewHoursInput)
    .query(({ input }) => previewOf(input.hours, input.from)),
  readIcal: writing.input(contract.readIcalInput).mutation(({ input }) => readHolidays(input.text)),
  addExceptions: writing
    .input(contract.addExceptionsInput)
    .mutation(({ ctx, input }) => addExceptions(ctx.principal, input)),
  importExceptions: writing
    .input(contract.importInput)
    .mutation(({ ctx, input }) => importExceptions(ctx.principal, input)),
  createCalendar: writing
    .input(contract.calendarInput)
    .mutation(({ ctx, input }) => createCalendar(ctx.principal, input)),
  updateCalendar: writing
    .input(contract.updateCalendarInput)
    .mutation(({ ctx, input }) => updateCalendar(ctx.principal, input)),
  setCalendarDisabled: writing
    .input(contract.setCalendarDisabledInput)
    .mutation(({ ctx, input }) => setCalendarDisabled(ctx.principal, input)),
  deleteCalendar: writing
    .input(contract.versionInput)
    .mutation(({ ctx, input }) => deleteCalendar(ctx.principal, input)),
  restoreCalendar: writing
    .input(contract.entryInput)
    .mutation(({ ctx, input }) => restoreCalendar(ctx.principal, input)),

  listTree: reading.input(contract.listTreeInput).query(({ input }) => listTree(input.tree, input.period)),
  createNode: writing
    .input(contract.createNodeInput)
    .mutation(({ ctx, input }) => trees.createNode(ctx.principal, input)),
  renameNode: writing
    .input(contract.renameNodeInput)
    .mutation(({ ctx, input }) => trees.renameNode(ctx.principal, input)),
  moveNode: writing
    .input(contract.moveNodeInput)
    .mutation(({ ctx, input }) => trees.moveNode(ctx.principal, input)),
  setNodeDisabled: writing
    .input(contract.setNodeDisabledInput)
    .mutation(({ ctx, input }) => trees.setNodeDisabled(ctx.principal, input)),
  deleteNode: writing
    .input(contract.deleteNodeInput)
    .mutation(({ ctx, input }) => trees.deleteNode(ctx.principal, input)),
  mergeNodes: writing
    .input(contract.mergeNodesInput)
    .mutation(({ ctx, input }) => mergeNodes(ctx.principal, input)),
  changeNodes: writing
    .input(contract.bulkNodesInput)
    .mutation(({ ctx, input }) => changeNodes(ctx.principal, input)),
  duplicateBranch: writing
    .input(contract.duplicateBranchInput)
    .mutation(({ ctx, input }) => duplicateBranch(ctx.principal, input)),
  importTree: writing
    .input(contract.importTreeInput)
    .mutation(({ ctx, input }) => importTree(ctx.principal, input)),
  listNodeConversations: protectedProcedure('conversations.read')
    .input(contract.nodeConversationsInput)
    .query(({ ctx, input }) => readNodeConversations(ctx.principal, input)),
  restoreNode: writing
    .input(contract.entryInput)
    .mutation(({ ctx, input }) => restoreNode(ctx.principal, input)),

  getThresholds: reading.query(() => getThresholds()),
  setThresholds: protectedProcedure('settings.write')
    .input(contract.setThresholdsInput)
    .mutation(({ ctx, input }) => setThresholds(ctx.principal, input)),
  restoreThresholds: protectedProcedure('settings.write')
    .input(contract.entryInput)
    .mutation(({ ctx, input }) => restoreThresholds(ctx.principal, input)),
})
