import { placeOf } from './procedure-graph'
import type { ProcedureStep, StepTarget } from './procedure-steps'

/** A run that has taken so many steps is stopped: whoever needs more goes round in a circle. */
export const MAX_RUN_STEPS = 100

export type Onward = { to: 'step'; key: string } | { to: 'procedure'; id: string } | { to: 'end' }
export type Walked =
  | { ok: true; onward: Onward; answer: string | null; field: string | null }
  | { ok: false; code: 'answer_missing' | 'answer_unknown' | 'step_unknown' }

/**
 * Where a procedure goes on from a step. The answer is what was asked, `yes` or `no` for a check, and the place of
 * the option (from 0) for a choice; the others need none.
 */
export function walk(steps: readonly ProcedureStep[], key: string, answer: string | null): Walked {
  const at = steps.findIndex((step) => step.key === key)
  const step = steps[at]
  if (!step) return { ok: false, code: 'step_unknown' }
  const go = (target: StepTarget, kept: string | null, field: string | null = null): Walked => ({
    ...{ ok: true, answer: kept, field },
    onward: onwardOf(steps, at, target),
  })
  const said = answer?.trim() ?? ''
  switch (step.kind) {
    case 'end':
      return go({ to: 'end' }, null)
    case 'ask':
      return said === '' ? { ok: false, code: 'answer_missing' } : go(step.target, said, step.field)
    case 'check':
      if (said === 'yes' || said === 'no') return go(said === 'yes' ? step.target : step.otherwise, said)
      return { ok: false, code: said === '' ? 'answer_missing' : 'answer_unknown' }
    case 'choice': {
      if (said === '') return { ok: false, code: 'answer_missing' }
      const option = /^\d{1,2}$/.test(said) ? step.options[Number(said)] : undefined
      return option ? go(option.target, String(Number(said))) : { ok: false, code: 'answer_unknown' }
    }
    default:
      return go(step.target, null)
  }
}

function onwardOf(steps: readonly ProcedureStep[], at: number, target: StepTarget): Onward {
  if (target.to === 'procedure') return { to: 'procedure', id: target.id }
  const place = placeOf(steps, at, target)
  const step = place === null ? undefined : steps[place]
  return step ? { to: 'step', key: step.key } : { to: 'end' }
}
