import { readFileSync, writeFileSync } from 'node:fs'
import { engineOf } from '@/server/modules/knowledge/domain/search-engine'
import { knowledgeOf } from './knowledge-of'
import { type Detail, type Figures, figuresOf, measure, outcomesOf } from './measure'
import { isQuestionSet, knowledgeOfSet, readQuestionSet, trialsOf } from './question-set'
import { readDialogues } from './read-dialogues'

/**
 * `npm run bot:evaluate -- FILE [--json OUT] [--within]`: how well the built-in answer service answers.
 * FILE: labelled dialogues (tab-separated), or a set of articles and questions (JSON); `--chinese` is the set of a
 * Chinese shop that comes with the product. `--within` asks only questions of the part that is learnt from, each by
 * an engine that has not seen its conversation: for trying things out without looking at what is held out.
 */
const CHINESE = 'bot/evaluation/chinese-shop.json'

type Options = { file: string; json: string | null; within: boolean; alone: boolean }
type Result = Figures & Detail & Record<string, unknown>

function optionsOf(args: readonly string[]): Options | null {
  const rest = [...args]
  const take = (flag: string): boolean => {
    const at = rest.indexOf(flag)
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  }
  const at = rest.indexOf('--json')
  const [, json = null] = at >= 0 ? rest.splice(at, 2) : []
  if (at >= 0 && json === null) return null
  const flags = { within: take('--within'), alone: take('--alone') }
  if (take('--chinese')) rest.push(CHINESE)
  const [file] = rest
  return file && rest.length === 1 && !file.startsWith('--') ? { file, json, ...flags } : null
}

function evaluate({ file, within, alone }: Options, text: string): Result {
  if (isQuestionSet(file)) {
    const set = readQuestionSet(text)
    const trials = trialsOf(set)
    return { ...measure(knowledgeOfSet(set), trials, trials), file, articles: set.articles.length }
  }
  const { questions: all, ...read } = readDialogues(text)
  const questions = alone ? all.map((question) => ({ ...question, earlier: [] })) : all
  const learn = questions.filter(({ heldOut }) => !heldOut)
  const figures = within
    ? figuresOf(
        [0, 1, 2, 3, 4].flatMap((fold) =>
          outcomesOf(
            engineOf(knowledgeOf(learn.filter((question) => question.fold !== fold))),
            learn.filter((question) => question.fold === fold),
          ),
        ),
        learn,
      )
    : measure(
        knowledgeOf(learn),
        questions.filter(({ heldOut }) => heldOut),
        learn,
      )
  return { ...figures, file, learntFrom: learn.length, ...read }
}

function report(result: Result): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  const lines = [
    `${result.questions} questions; malformed lines: ${String(result.malformed ?? 0)}`,
    `top1 ${percent(result.top1)}   top3 ${percent(result.top3)}   macroTop1 ${percent(result.macroTop1)}   misses ${percent(result.misses)}`,
    `baseline: top1 ${percent(result.baselineTop1)}   top3 ${percent(result.baselineTop3)}   macro ${percent(result.baselineMacroTop1)}`,
    `answered at once ${percent(result.answeredAtOnce)}, of which right ${percent(result.rightAtOnce)}; no answer although there is one ${percent(result.wrongMisses)}`,
  ]
  const intents = Object.entries(result.byIntent)
  if (intents.length <= 20)
    for (const [intent, { questions, top1 }] of intents)
      lines.push(`  ${intent.padEnd(28)} ${String(questions).padStart(5)}   ${percent(top1)}`)
  for (const { asked, given, times } of result.mistakes.slice(0, 8))
    lines.push(`  ${String(times).padStart(4)} × ${asked} → ${given}`)
  return lines.join('\n')
}

function main(): number {
  const options = optionsOf(process.argv.slice(2))
  if (!options) {
    console.error(
      'npm run bot:evaluate -- FILE [--json OUT]   or   npm run bot:evaluate -- --chinese [--json OUT]',
    )
    return 2
  }
  let text: string
  try {
    text = readFileSync(options.file, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    console.error(
      missing ? `There is no file ${options.file}.` : `${options.file} cannot be read: ${String(error)}`,
    )
    return 1
  }
  const result = evaluate(options, text)
  if (result.questions === 0) {
    console.error(`${options.file} holds no questions.`)
    return 1
  }
  console.log(report(result))
  if (options.json) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`)
  return 0
}

process.exitCode = main()
