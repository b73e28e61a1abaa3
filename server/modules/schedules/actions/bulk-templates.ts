import type { Principal } from '@/server/access'
import { AppError } from '@/server/platform/errors'
import type { BulkSchedule, BulkScheduleReport } from '../contract'
import { deleteRotation, setRotationDisabled } from './save-rotation'
import { deleteTemplate, setTemplateDisabled } from './save-template'

type Item = { id: string; version: number }
type Steps = {
  setDisabled: (principal: Principal, input: Item & { disabled: boolean }) => Promise<void>
  remove: (principal: Principal, input: Item) => Promise<void>
}

const steps = {
  templates: { setDisabled: setTemplateDisabled, remove: deleteTemplate },
  rotations: { setDisabled: setRotationDisabled, remove: deleteRotation },
} satisfies Record<string, Steps>

/** One after the other; what is in use or was changed meanwhile is left and named. */
export async function changeMany(
  principal: Principal,
  of: keyof typeof steps,
  { items, step }: BulkSchedule,
): Promise<BulkScheduleReport> {
  const { setDisabled, remove } = steps[of]
  const refused: BulkScheduleReport['refused'] = []
  for (const item of items) {
    try {
      if (step === 'delete') await remove(principal, item)
      else await setDisabled(principal, { ...item, disabled: step === 'disable' })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.push({ id: item.id, code: error.code })
    }
  }
  return { done: items.length - refused.length, refused }
}
