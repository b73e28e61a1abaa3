import { z } from 'zod'
import type { ImportWarning } from '../contract'
import type { FileProcedure } from './file-procedure'

/**
 * A shop's guidelines as they are often kept: flows with subflows, each a list of actions with a button, a text and
 * finer points. A subflow becomes a procedure, its flow the topic. What such a file says only in prose (conditions,
 * other subflows that are named) stays prose and is told as a warning: nothing is guessed.
 */
const action = z.object({
  type: z.string().max(60),
  button: z.string().max(120),
  text: z.string().max(4_000),
  subtext: z.array(z.string().max(2_000)).max(40).default([]),
})
type Action = z.output<typeof action>
const subflow = z.object({
  actions: z.array(action).max(60),
  instructions: z.array(z.string().max(2_000)).max(20).default([]),
})
export const guidelineFile = z.record(
  z.string().min(1).max(160),
  z.object({
    description: z.string().max(400).default(''),
    subflows: z.record(z.string().min(1).max(120), subflow),
  }),
)
export type GuidelineFile = z.output<typeof guidelineFile>

export function readGuidelines(file: GuidelineFile): {
  procedures: FileProcedure[]
  warnings: ImportWarning[]
} {
  const all = Object.entries(file).flatMap(([flow, { description, subflows }]) =>
    Object.entries(subflows).map(([name, body]) => ({ flow, description, name, body })),
  )
  const names = all.map(({ name }) => name.toLowerCase())
  const warnings: ImportWarning[] = []
  const procedures = all.map(({ flow, description, name, body }, at): FileProcedure => {
    const twice = names.filter((other) => other === name.toLowerCase()).length > 1
    const title = twice ? `${flow}: ${name}` : name
    const warn = (code: ImportWarning['code'], value: string) =>
      warnings.push({ procedure: title, code, value })
    if (twice) warn('name_changed', name)
    const steps = stepsOf(body)
    for (const { text, subtext } of body.actions) {
      for (const line of [text, ...subtext]) {
        if (/^(otherwise|if|when|unless)\b/i.test(line.trim())) warn('condition_as_text', line.slice(0, 120))
      }
      const prose = [text, ...subtext].join(' ').toLowerCase()
      for (const other of all) {
        if (other.name !== name && prose.includes(`${other.name.toLowerCase()} subflow`))
          warn('mentions_procedure', other.name)
      }
    }
    return {
      row: at + 1,
      procedure: {
        names: { en: title.slice(0, 160), zh: '' },
        topic: flow.replaceAll('/', '-'),
        categories: [],
        keywords: [name, ...(description ? [description.slice(0, 120)] : [])],
        steps,
      },
      perhaps: [name, flow],
      publish: false,
    }
  })
  return { procedures, warnings }
}

function stepsOf({ actions, instructions }: z.output<typeof subflow>): unknown[] {
  const [first, ...others] = instructions
  const last = others.pop()
  const keys = new Set<string>()
  const keyOf = (text: string): string => {
    const plain =
      text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 32) || 'step'
    let key = plain
    for (let n = 2; keys.has(key); n += 1) key = `${plain}-${n}`
    keys.add(key)
    return key
  }
  const inEnglish = (en: string) => ({ en: en.slice(0, 4_000), zh: '' })
  const opening = [first, ...others].filter((line) => line !== undefined && line.trim() !== '').join('\n\n')
  return [
    ...(opening ? [{ kind: 'act', key: keyOf('begin'), texts: inEnglish(opening) }] : []),
    ...actions.map((one) => ({
      key: keyOf(isNamed(one) ? one.button : one.type),
      ...stepOf(one),
      texts: inEnglish(textOf(one)),
    })),
    ...(last ? [{ kind: 'end', key: keyOf('end'), texts: inEnglish(last) }] : []),
  ]
}

const isNamed = ({ button }: Action) => button.trim() !== '' && !/^n\/?a$/i.test(button.trim())

const textOf = ({ text, subtext, button }: Action): string =>
  [text.trim() || button, ...subtext.map((line) => `- ${line}`)].join('\n')

/** What is to be found out from the customer is asked, what is looked up is checked, the rest is done. */
function stepOf(one: Action): { kind: string; field?: string; label?: string } {
  if (/quer|faq|policy|check|verify|validate/i.test(one.type)) return { kind: 'check' }
  const asks = /\b(ask(ing)?|find out|get (the|their|her|his|full))\b/i.test(one.text)
  if (isNamed(one) && asks) return { kind: 'ask', field: one.button.replace(/[{}]/g, '').slice(0, 60) }
  return { kind: 'act', label: isNamed(one) ? one.button.slice(0, 80) : '' }
}
