import type { RunStepView } from '@/server/modules/knowledge/contract'

/** `{{name}}` becomes what was answered for it, the last one; what is not known stays, as a gap to fill. */
export function fillIn(text: string, steps: readonly Pick<RunStepView, 'step' | 'answer'>[]): string {
  const answers = new Map(
    steps.flatMap(({ step, answer }) =>
      step.kind === 'ask' && answer !== null ? [[step.field.toLowerCase(), answer] as const] : [],
    ),
  )
  return text.replace(
    /\{\{([^{}]+)\}\}/g,
    (whole, name: string) => answers.get(name.trim().toLowerCase()) ?? whole,
  )
}
