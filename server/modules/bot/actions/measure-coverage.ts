import type { z } from 'zod'
import { tryQuestion } from '@/server/modules/knowledge'
import { nowMs } from '@/server/platform/clock'
import { type Coverage, type coverageInput, defaultThresholds } from '../contract'
import { isSmallTalk } from '../domain/small-talk'
import { findBot } from '../store/bots'
import { listFirstQuestions } from '../store/misses'

const MOST_ASKED = 400
const MOST_OPEN = 50

/**
 * How much of what customers really asked the present knowledge base would answer: the first words of the newest
 * conversations, asked again now.
 */
export async function measureCoverage({
  channelId,
  days,
}: z.output<typeof coverageInput>): Promise<Coverage> {
  const since = new Date(nowMs() - days * 86_400_000)
  const { questions, total } = await listFirstQuestions(since, channelId ?? null, MOST_ASKED)
  const bot = channelId ? await findBot(channelId) : null
  const { answerFrom, suggestFrom } = bot?.settings ?? {
    answerFrom: defaultThresholds.answer,
    suggestFrom: defaultThresholds.suggest,
  }
  const coverage: Coverage = {
    ...{ asked: 0, total, answered: 0, unsure: 0, missed: 0, smallTalk: 0 },
    open: [],
  }
  for (const question of questions) {
    if (isSmallTalk(question)) {
      coverage.smallTalk += 1
      continue
    }
    coverage.asked += 1
    const { found } = await tryQuestion({ text: question, earlier: [], limit: 1 })
    const best = found[0]
    const score = best?.score ?? 0
    const verdict = score >= answerFrom ? 'answered' : score >= suggestFrom ? 'unsure' : 'missed'
    coverage[verdict] += 1
    if (verdict === 'answered' || coverage.open.length >= MOST_OPEN) continue
    coverage.open.push({ question: question.slice(0, 300), verdict, best: best?.title ?? null, score })
  }
  return coverage
}
