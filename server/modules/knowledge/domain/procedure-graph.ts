import type { ProcedureStep, StepTarget } from './procedure-steps'

/**
 * Whether a procedure can be walked: every jump arrives, every step can be reached, and nobody is led round in a
 * circle in which nothing is asked, checked or chosen. A circle through a question is allowed, because an answer
 * leads out of it; a run counts its steps and stops at a bound all the same.
 */
export type ProcedureProblem = {
  /** Place of the step, from 0. */
  step: number
  key: string
  code: 'key_twice' | 'target_missing' | 'unreachable' | 'endless' | 'procedure_missing'
}

export function targetsOf(step: ProcedureStep): StepTarget[] {
  switch (step.kind) {
    case 'end':
      return []
    case 'choice':
      return step.options.map(({ target }) => target)
    case 'check':
      return [step.target, step.otherwise]
    default:
      return [step.target]
  }
}

/** A step that only tells the agent something: it leads on whatever happens. */
const isQuiet = ({ kind }: ProcedureStep): boolean => kind === 'say' || kind === 'act'

/** The place to which a target leads within the same steps; null = out of them, or nowhere. */
export function placeOf(steps: readonly ProcedureStep[], from: number, target: StepTarget): number | null {
  const place =
    target.to === 'next'
      ? from + 1
      : target.to === 'step'
        ? steps.findIndex(({ key }) => key === target.key)
        : -1
  return place >= 0 && place < steps.length ? place : null
}

export function problemsOf(steps: readonly ProcedureStep[]): ProcedureProblem[] {
  const problems: ProcedureProblem[] = []
  const report = (step: number, code: ProcedureProblem['code']) =>
    problems.push({ step, key: steps[step]?.key ?? '', code })
  const reached = reachable(steps)
  const endless = new Set(circles([['', steps]]).map(({ place }) => place))
  for (const [at, step] of steps.entries()) {
    if (steps.findIndex(({ key }) => key === step.key) < at) report(at, 'key_twice')
    if (targetsOf(step).some((target) => target.to === 'step' && placeOf(steps, at, target) === null))
      report(at, 'target_missing')
    if (!reached.has(at)) report(at, 'unreachable')
    if (endless.has(at)) report(at, 'endless')
  }
  return problems
}

function reachable(steps: readonly ProcedureStep[]): Set<number> {
  const reached = new Set<number>()
  const open = steps.length > 0 ? [0] : []
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const step = steps[at]
    if (!step || reached.has(at)) continue
    reached.add(at)
    for (const target of targetsOf(step)) {
      const place = placeOf(steps, at, target)
      if (place !== null) open.push(place)
    }
  }
  return reached
}

type Named = readonly [id: string, steps: readonly ProcedureStep[]]

/** What is wrong with the jumps of one procedure to others, which are published. */
export function crossingProblems(
  [id, steps]: Named,
  others: ReadonlyMap<string, readonly ProcedureStep[]>,
): ProcedureProblem[] {
  const problems: ProcedureProblem[] = []
  const known = new Map([...others, [id, steps]])
  for (const [at, step] of steps.entries()) {
    if (targetsOf(step).some((target) => target.to === 'procedure' && !known.has(target.id)))
      problems.push({ step: at, key: step.key, code: 'procedure_missing' })
  }
  for (const { procedure, place } of circles([...known])) {
    if (procedure === id) problems.push({ step: place, key: steps[place]?.key ?? '', code: 'endless' })
  }
  return problems
}

/** Every step that lies on a circle of quiet steps: each has one way on, so it is followed once. */
function circles(procedures: readonly Named[]): { procedure: string; place: number }[] {
  const all = new Map(procedures)
  const nameOf = (procedure: string, place: number) => `${procedure} ${place}`
  const onward = (procedure: string, place: number): { procedure: string; place: number } | null => {
    const steps = all.get(procedure)
    const step = steps?.[place]
    if (!steps || !step || !isQuiet(step)) return null
    const [target] = targetsOf(step)
    if (!target) return null
    if (target.to === 'procedure') return { procedure: target.id, place: 0 }
    const next = placeOf(steps, place, target)
    return next === null ? null : { procedure, place: next }
  }
  const settled = new Set<string>()
  const found: { procedure: string; place: number }[] = []
  for (const [procedure, steps] of procedures) {
    for (const place of steps.keys()) {
      const path: { procedure: string; place: number }[] = []
      const seen = new Map<string, number>()
      let at: { procedure: string; place: number } | null = { procedure, place }
      while (at && !settled.has(nameOf(at.procedure, at.place))) {
        const begun = seen.get(nameOf(at.procedure, at.place))
        if (begun !== undefined) {
          found.push(...path.slice(begun))
          break
        }
        seen.set(nameOf(at.procedure, at.place), path.length)
        path.push(at)
        at = onward(at.procedure, at.place)
      }
      for (const name of seen.keys()) settled.add(name)
    }
  }
  return found
}

/** Procedures to which these steps lead. */
export function jumpsOf(steps: readonly ProcedureStep[]): string[] {
  const ids = steps.flatMap(targetsOf).flatMap((target) => (target.to === 'procedure' ? [target.id] : []))
  return [...new Set(ids)]
}
