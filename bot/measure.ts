import { engineOf, type Knowledge, type SearchEngine } from '@/server/modules/knowledge/domain/search-engine'
import { verdictOf } from '@/server/modules/knowledge/domain/verdict'
import { OUT_OF_DOMAIN } from './read-dialogues'

/** What is asked, and which articles would be right. */
export type Trial = { text: string; earlier?: readonly string[]; intents: readonly string[] }

export type Figures = {
  questions: number
  /** Part of the questions whose first answer is right; out of domain: that none was given. */
  top1: number
  /** … that have a right answer among the first three. */
  top3: number
  /** top1 as the mean over intents, so that rare ones count. */
  macroTop1: number
  /** Part of the questions without any answer. */
  misses: number
  /** Always the commonest label, or the three commonest. */
  baselineTop1: number
  baselineTop3: number
}
export type Detail = {
  baselineMacroTop1: number
  /** Part that was answered at once and not by "did you mean", and how much of that was right. */
  answeredAtOnce: number
  rightAtOnce: number
  /** Of the questions that have an answer, the part that got none. */
  wrongMisses: number
  byIntent: Record<string, { questions: number; top1: number; top3: number }>
  /** Which intent was given instead of which, the commonest first. */
  mistakes: { asked: string; given: string; times: number }[]
}

const MISS = 'miss'

type Outcome = { trial: Trial; given: string[]; atOnce: boolean }

export function measure(knowledge: Knowledge, trials: readonly Trial[], learnt: readonly Trial[]) {
  return figuresOf(outcomesOf(engineOf(knowledge), trials), learnt)
}

export function outcomesOf(engine: SearchEngine, trials: readonly Trial[]): Outcome[] {
  return trials.map((trial) => {
    const answer = engine.ask(trial, 3)
    const verdict = verdictOf(answer)
    const given = verdict.kind === 'miss' ? [] : answer.found.map(({ id }) => id)
    return { trial, given, atOnce: verdict.kind === 'answer' }
  })
}

const right = (wanted: readonly string[], given: readonly string[]): boolean =>
  given.length === 0 ? wanted.includes(OUT_OF_DOMAIN) : given.some((one) => wanted.includes(one))

const part = <T>(all: readonly T[], holds: (one: T) => boolean): number =>
  all.length === 0 ? 0 : all.filter(holds).length / all.length

export function figuresOf(outcomes: readonly Outcome[], learnt: readonly Trial[]): Figures & Detail {
  const byIntent: Detail['byIntent'] = {}
  for (const intent of [...new Set(outcomes.flatMap(({ trial }) => trial.intents))].sort()) {
    const own = outcomes.filter(({ trial }) => trial.intents.includes(intent))
    byIntent[intent] = {
      questions: own.length,
      top1: part(own, ({ given }) => right([intent], given.slice(0, 1))),
      top3: part(own, ({ given }) => right([intent], given)),
    }
  }
  const parts = Object.values(byIntent)
  const commonest = commonestOf(learnt)
  const atOnce = outcomes.filter((one) => one.atOnce)
  return {
    questions: outcomes.length,
    top1: part(outcomes, ({ trial, given }) => right(trial.intents, given.slice(0, 1))),
    top3: part(outcomes, ({ trial, given }) => right(trial.intents, given)),
    macroTop1: parts.reduce((sum, { top1 }) => sum + top1, 0) / Math.max(1, parts.length),
    misses: part(outcomes, ({ given }) => given.length === 0),
    baselineTop1: part(outcomes, ({ trial }) => hits(trial, commonest.slice(0, 1))),
    baselineTop3: part(outcomes, ({ trial }) => hits(trial, commonest.slice(0, 3))),
    baselineMacroTop1: 1 / Math.max(1, parts.length),
    answeredAtOnce: atOnce.length / Math.max(1, outcomes.length),
    rightAtOnce: part(atOnce, ({ trial, given }) => right(trial.intents, given.slice(0, 1))),
    wrongMisses: part(
      outcomes.filter(({ trial }) => !trial.intents.includes(OUT_OF_DOMAIN)),
      ({ given }) => given.length === 0,
    ),
    byIntent,
    mistakes: mistakesOf(outcomes),
  }
}

const hits = (trial: Trial, labels: readonly string[]) =>
  labels.some((label) => trial.intents.includes(label))

function commonestOf(learnt: readonly Trial[]): string[] {
  const counts = new Map<string, number>()
  for (const { intents } of learnt)
    for (const intent of intents) counts.set(intent, (counts.get(intent) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([intent]) => intent)
}

function mistakesOf(outcomes: readonly Outcome[]): Detail['mistakes'] {
  const counts = new Map<string, Detail['mistakes'][number]>()
  for (const { trial, given } of outcomes) {
    if (right(trial.intents, given.slice(0, 1))) continue
    const asked = trial.intents.join('+')
    const key = `${asked} ${given[0] ?? MISS}`
    const known = counts.get(key)
    if (known) known.times += 1
    else counts.set(key, { asked, given: given[0] ?? MISS, times: 1 })
  }
  return [...counts.values()].sort((a, b) => b.times - a.times).slice(0, 20)
}
