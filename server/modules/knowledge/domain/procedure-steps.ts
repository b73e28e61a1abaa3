import { z } from 'zod'

/** Where a step leads. */
export const stepTarget = z.discriminatedUnion('to', [
  z.object({ to: z.literal('next') }),
  z.object({ to: z.literal('end') }),
  z.object({ to: z.literal('step'), key: z.string().min(1).max(40) }),
  z.object({ to: z.literal('procedure'), id: z.uuid() }),
])
export type StepTarget = z.output<typeof stepTarget>

const stepText = z.object({ en: z.string().trim().max(4_000), zh: z.string().trim().max(4_000) })
const optionText = z.object({ en: z.string().trim().max(120), zh: z.string().trim().max(120) })
export type StepText = z.output<typeof stepText>

export const procedureOption = z.object({ texts: optionText, target: stepTarget })
export type ProcedureOption = z.output<typeof procedureOption>

const next: { to: 'next' } = { to: 'next' }
const common = {
  /** Names the step within its procedure; jumps and runs keep it. */
  key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'step_key'),
  texts: stepText,
}

export const stepKinds = ['say', 'ask', 'check', 'act', 'choice', 'end'] as const
export type StepKind = (typeof stepKinds)[number]

/** A button of the workspace that a step asks for. */
export const stepButtons = ['none', 'link', 'wrap_up', 'transfer', 'end'] as const

export const procedureStep = z.discriminatedUnion('kind', [
  /** Text for the customer: put into the composer. */
  z.object({ kind: z.literal('say'), ...common, target: stepTarget.default(next) }),
  /** What the customer answers is kept under the field's name. */
  z.object({
    kind: z.literal('ask'),
    ...common,
    field: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[^{}]+$/, 'field_name'),
    target: stepTarget.default(next),
  }),
  /** The agent confirms it, or goes another way. */
  z.object({
    kind: z.literal('check'),
    ...common,
    target: stepTarget.default(next),
    otherwise: stepTarget.default({ to: 'end' }),
  }),
  z.object({
    kind: z.literal('act'),
    ...common,
    button: z.enum(stepButtons).default('none'),
    /** The name of what is pressed; for a link the words on it. */
    label: z.string().trim().max(80).default(''),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .nullable()
      .default(null),
    target: stepTarget.default(next),
  }),
  z.object({ kind: z.literal('choice'), ...common, options: z.array(procedureOption).min(1).max(12) }),
  z.object({ kind: z.literal('end'), ...common }),
])
export type ProcedureStep = z.output<typeof procedureStep>
