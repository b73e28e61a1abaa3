import { listAudit } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import { changeMany } from '../actions/bulk-templates'
import { changeRoster } from '../actions/change-roster'
import { readCoverage, readTargets, saveTargets, suggestTargets } from '../actions/coverage'
import { copyPeriod, fillPeriod } from '../actions/fill-roster'
import { discardRoster, previewPublication, publishRoster } from '../actions/publish-roster'
import { readRoster } from '../actions/read-roster'
import * as rotations from '../actions/save-rotation'
import * as templates from '../actions/save-template'
import { importRotations, importTemplates } from '../actions/transfer-templates'
import * as contract from '../contract'
import { findRotation, pageRotations } from '../store/rotations'
import { listTemplates, pageTemplates } from '../store/templates'

const reading = protectedProcedure('schedules.read')
const writing = protectedProcedure('schedules.write')

const historyOf = (entity: string, entityId: string) =>
  listAudit({ entity, entityId, page: 1, pageSize: 50, direction: 'desc' })

export const planningRouter = router({
  roster: reading.input(contract.rosterInput).query(({ ctx, input }) => readRoster(ctx.principal, input)),
  changeRoster: writing
    .input(contract.changeRosterInput)
    .mutation(({ ctx, input }) => changeRoster(ctx.principal, input)),
  previewPublication: writing
    .input(contract.publishInput)
    .query(({ ctx, input }) => previewPublication(ctx.principal, input)),
  publishRoster: writing
    .input(contract.publishInput)
    .mutation(({ ctx, input }) => publishRoster(ctx.principal, input)),
  discardRoster: writing
    .input(contract.publishInput)
    .mutation(({ ctx, input }) => discardRoster(ctx.principal, input)),
  copyPeriod: writing
    .input(contract.copyPeriodInput)
    .mutation(({ ctx, input }) => copyPeriod(ctx.principal, input)),
  fillPeriod: writing
    .input(contract.fillPeriodInput)
    .mutation(({ ctx, input }) => fillPeriod(ctx.principal, input)),
  coverage: reading
    .input(contract.coverageInput)
    .query(({ ctx, input }) => readCoverage(ctx.principal, input)),
  coverageTargets: reading
    .input(contract.groupIdInput)
    .query(({ ctx, input }) => readTargets(ctx.principal, input)),
  saveCoverageTargets: writing
    .input(contract.saveTargetsInput)
    .mutation(({ ctx, input }) => saveTargets(ctx.principal, input)),
  suggestCoverageTargets: writing
    .input(contract.suggestTargetsInput)
    .query(({ ctx, input }) => suggestTargets(ctx.principal, input)),
  /** Names, codes and colours stand wherever a shift is shown. */
  templates: reading.query(() => listTemplates()),
  listTemplates: reading
    .input(contract.listTemplatesInput)
    .query(({ input }) => pageTemplates(pool(), input)),
  listTemplateHistory: writing
    .input(contract.templateIdInput)
    .query(({ input }) => historyOf('shift_template', input.id)),
  createTemplate: writing
    .input(contract.templateSettings)
    .mutation(({ ctx, input }) => templates.createTemplate(ctx.principal, input)),
  updateTemplate: writing
    .input(contract.updateTemplateInput)
    .mutation(({ ctx, input }) => templates.updateTemplate(ctx.principal, input)),
  setTemplateDisabled: writing
    .input(contract.setTemplateDisabledInput)
    .mutation(({ ctx, input }) => templates.setTemplateDisabled(ctx.principal, input)),
  deleteTemplate: writing
    .input(contract.deleteTemplateInput)
    .mutation(({ ctx, input }) => templates.deleteTemplate(ctx.principal, input)),
  orderTemplates: writing
    .input(contract.orderTemplatesInput)
    .mutation(({ ctx, input }) => templates.orderTemplates(ctx.principal, input)),
  restoreTemplate: writing
    .input(contract.restoreEntryInput)
    .mutation(({ ctx, input }) => templates.restoreTemplate(ctx.principal, input)),
  importTemplates: writing
    .input(contract.importScheduleInput)
    .mutation(({ ctx, input }) => importTemplates(ctx.principal, input)),
  changeTemplates: writing
    .input(contract.bulkScheduleInput)
    .mutation(({ ctx, input }) => changeMany(ctx.principal, 'templates', input)),
  importRotations: writing
    .input(contract.importScheduleInput)
    .mutation(({ ctx, input }) => importRotations(ctx.principal, input)),
  changeRotations: writing
    .input(contract.bulkScheduleInput)
    .mutation(({ ctx, input }) => changeMany(ctx.principal, 'rotations', input)),
  listRotations: writing
    .input(contract.listRotationsInput)
    .query(({ input }) => pageRotations(pool(), input)),
  getRotation: writing.input(contract.templateIdInput).query(async ({ input }) => {
    const rotation = await findRotation(input.id)
    if (!rotation) throw new AppError('not_found', 'There is no such rotation.')
    return rotation
  }),
  listRotationHistory: writing
    .input(contract.templateIdInput)
    .query(({ input }) => historyOf('rotation', input.id)),
  createRotation: writing
    .input(contract.rotationSettings)
    .mutation(({ ctx, input }) => rotations.createRotation(ctx.principal, input)),
  updateRotation: writing
    .input(contract.updateRotationInput)
    .mutation(({ ctx, input }) => rotations.updateRotation(ctx.principal, input)),
  setRotationDisabled: writing
    .input(contract.setTemplateDisabledInput)
    .mutation(({ ctx, input }) => rotations.setRotationDisabled(ctx.principal, input)),
  deleteRotation: writing
    .input(contract.deleteTemplateInput)
    .mutation(({ ctx, input }) => rotations.deleteRotation(ctx.principal, input)),
  restoreRotation: writing
    .input(contract.restoreEntryInput)
    .mutation(({ ctx, input }) => rotations.restoreRotation(ctx.principal, input)),
})
