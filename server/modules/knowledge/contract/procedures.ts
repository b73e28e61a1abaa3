import { z } from 'zod'
import { problemsOf } from '../domain/procedure-graph'
import { type ProcedureStep, procedureStep, type StepText } from '../domain/procedure-steps'
import { topicPath } from './topic'

export { problemsOf as findStepProblems } from '../domain/procedure-graph'
export * from '../domain/procedure-steps'

export const procedureLimits = { bytes: 5_000_000, rows: 1_000, steps: 80 }

export const procedureFields = {
  names: z.object({ en: z.string().trim().max(160), zh: z.string().trim().max(160) }),
  topic: topicPath,
  /** Question categories for which it is offered; those below them included. */
  categoryIds: z.array(z.uuid()).max(50),
  /** Words by which customers ask for it. */
  keywords: z.array(z.string().trim().min(1).max(120)).max(50),
  steps: z.array(procedureStep).min(1).max(procedureLimits.steps),
}

const hasText = ({ en, zh }: StepText) => en !== '' || zh !== ''

export const procedureInput = z.object(procedureFields).superRefine(({ names, steps }, context) => {
  const report = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message })
  if (!hasText(names)) report(['names', 'en'], 'procedure_name')
  for (const [at, step] of steps.entries()) {
    if (!hasText(step.texts)) report(['steps', at, 'texts'], 'step_text')
    if (step.kind === 'choice' && step.options.some(({ texts }) => !hasText(texts)))
      report(['steps', at, 'options'], 'option_text')
    if (step.kind === 'act' && step.button === 'link' && step.url === null)
      report(['steps', at, 'url'], 'link_address')
  }
  for (const { step, key, code } of problemsOf(steps)) report(['steps', step], `${code}: ${key}`)
})
export type ProcedureInput = z.output<typeof procedureInput>

/** As for articles, and switched off. */
export const procedureStates = ['draft', 'published', 'changed', 'disabled'] as const
export type ProcedureState = (typeof procedureStates)[number]

export const procedureFilter = z.object({
  search: z.string().trim().max(120).default(''),
  state: z.enum(procedureStates).optional(),
  ids: z.array(z.uuid()).max(100).optional(),
})
export type ProcedureFilter = z.output<typeof procedureFilter>
export const listProceduresInput = procedureFilter.extend({
  sort: z.enum(['name', 'topic', 'updated', 'runs']).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(100).default(25),
})
export type ListProcedures = z.output<typeof listProceduresInput>

const versioned = z.object({ id: z.uuid(), version: z.number().int().min(1) })
export const procedureIdInput = z.object({ id: z.uuid() })
export const updateProcedureInput = versioned.extend({ procedure: procedureInput })
export const restoreProcedureVersionInput = versioned.extend({ number: z.number().int().min(1) })
export const procedureActs = ['publish', 'disable', 'enable', 'delete'] as const
export type ProcedureAct = (typeof procedureActs)[number]
export const changeProceduresInput = z.object({
  procedures: z.array(versioned).min(1).max(100),
  act: z.enum(procedureActs),
})
export const importProceduresInput = z.object({
  json: z.string().max(procedureLimits.bytes),
  dryRun: z.boolean(),
})

export type ProcedureRow = {
  id: string
  name: string
  topic: string
  state: ProcedureState
  stepCount: number
  categoryCount: number
  runCount: number
  publishedVersion: number
  version: number
  updatedAt: string
}
export type ProcedureView = ProcedureRow & { procedure: ProcedureInput }
export type ProcedureVersionView = { number: number; publishedAt: string; publishedBy: string | null }

/** What an import could not carry over as it stood; the rest was. */
export type ImportWarning = {
  procedure: string
  code: 'category_unknown' | 'condition_as_text' | 'mentions_procedure' | 'name_changed'
  value: string
}

// ── in the workspace ──

export const offerInput = z.object({ conversationId: z.uuid() })
export const startRunInput = z.object({ conversationId: z.uuid(), procedureId: z.uuid() })
export const runInput = z.object({ runId: z.uuid(), version: z.number().int().min(1) })
export const walkRunInput = runInput.extend({ answer: z.string().max(2_000).nullable().default(null) })

export const runStates = ['running', 'done', 'stopped', 'bounded'] as const
export type RunState = (typeof runStates)[number]
export type RunStepView = {
  number: number
  /** As the publication has it. */
  step: ProcedureStep
  answer: string | null
  by: string
  at: string
}
export type RunView = {
  id: string
  procedureId: string
  names: StepText
  state: RunState
  version: number
  startedBy: string
  startedAt: string
  endedAt: string | null
  current: ProcedureStep | null
  steps: RunStepView[]
}
export type OfferedProcedure = {
  id: string
  names: StepText
  stepCount: number
  /** category: it stands there for this kind of question; words: it fits what the customer wrote. */
  reason: 'category' | 'words'
}
export type Offer = { offered: OfferedProcedure[]; runs: RunView[]; mayRun: boolean }
