import { z } from 'zod'
import {
  type ProcedureInput,
  type ProcedureStep,
  procedureInput,
  type StepKind,
  type StepTarget,
} from '@/server/modules/knowledge/contract'

/** Search words are written one a line. */
export type ProcedureForm = Omit<ProcedureInput, 'keywords'> & { keywords: string }
export type Language = 'en' | 'zh'

export const toForm = ({ names, topic, categoryIds, keywords, steps }: ProcedureInput): ProcedureForm => ({
  ...{ names: { ...names }, topic, categoryIds: [...categoryIds], steps: [...steps] },
  keywords: keywords.join('\n'),
})

export const fromForm = ({ keywords, ...form }: ProcedureForm) => ({
  ...form,
  keywords: keywords
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
})

export const emptyForm = (): ProcedureForm => ({
  ...{ names: { en: '', zh: '' }, topic: '', categoryIds: [], keywords: '' },
  steps: [freshStep('ask', [])],
})

/** The contract's rules for what the form holds. */
export const procedureForm: z.ZodType<unknown, ProcedureForm> = z
  .custom<ProcedureForm>()
  .superRefine((form, context) => {
    for (const issue of procedureInput.safeParse(fromForm(form)).error?.issues ?? []) {
      const path = issue.path[0] === 'keywords' ? ['keywords'] : issue.path
      context.addIssue({ ...issue, path } as Parameters<typeof context.addIssue>[0])
    }
  })

const next: StepTarget = { to: 'next' }
const empty = () => ({ en: '', zh: '' })

export function freshStep(kind: StepKind, steps: readonly ProcedureStep[]): ProcedureStep {
  let n = steps.length + 1
  while (steps.some(({ key }) => key === `${kind}-${n}`)) n += 1
  return ofKind(kind, { key: `${kind}-${n}`, texts: empty(), target: next })
}

type Kept = { key: string; texts: { en: string; zh: string }; target: StepTarget }

/** The same step as another kind: name, words and the way on stay. */
export function asKind(step: ProcedureStep, kind: StepKind): ProcedureStep {
  const { key, texts } = step
  return ofKind(kind, { key, texts, target: 'target' in step ? step.target : next })
}

function ofKind(kind: StepKind, { key, texts, target }: Kept): ProcedureStep {
  switch (kind) {
    case 'say':
      return { kind, key, texts, target }
    case 'ask':
      return { kind, key, texts, field: key, target }
    case 'check':
      return { kind, key, texts, target, otherwise: { to: 'end' } }
    case 'act':
      return { kind, key, texts, target, button: 'none', label: '', url: null }
    case 'choice':
      return { kind, key, texts, options: [{ texts: empty(), target }] }
    default:
      return { kind: 'end', key, texts }
  }
}

/** What is typed as a step's name, in the form that names have. */
export const toKey = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, 40)

/** A step under another name; what leads to it follows. */
export function renameStep(steps: readonly ProcedureStep[], from: string, to: string): ProcedureStep[] {
  const follow = (target: StepTarget): StepTarget =>
    target.to === 'step' && target.key === from ? { to: 'step', key: to } : target
  return steps.map((step): ProcedureStep => {
    const key = step.key === from ? to : step.key
    if (step.kind === 'end') return { ...step, key }
    if (step.kind === 'choice') {
      const options = step.options.map((option) => ({ ...option, target: follow(option.target) }))
      return { ...step, key, options }
    }
    if (step.kind === 'check')
      return { ...step, key, target: follow(step.target), otherwise: follow(step.otherwise) }
    return { ...step, key, target: follow(step.target) }
  })
}
