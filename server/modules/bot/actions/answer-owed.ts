import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { type AppendRow, appendMessages, applyStep, messageEntry } from '@/server/modules/conversations'
import { loadConfiguration, requestHuman } from '@/server/modules/dispatch'
import { countUse } from '@/server/modules/knowledge'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { keyedHash } from '@/server/platform/seal'
import type { Reply } from '../domain/answer-turn'
import { plainQuestion } from '../domain/read-turn'
import {
  advanceTalk,
  claimTalk,
  insertTurn,
  lockTalk,
  type Owed,
  readOwed,
  releaseTalk,
} from '../store/talks'
import { botsOf } from './bots-now'
import { type Decided, decideTurn } from './decide-turn'
import { languageOf } from './enter-conversation'

/** Longer than an answer takes: whoever dies over it leaves it to the next after that. */
const CLAIM_MS = 15_000

/**
 * Answers what a customer said last, once: messages, turn and the place up to which all is answered are one
 * transaction that commits only where nobody was faster. A process that dies before it leaves the question owed, one
 * that dies after it leaves nothing to do. Answers whether anything was done.
 */
export async function answerOwed(conversationId: string): Promise<boolean> {
  const at = nowMs()
  if (!(await claimTalk(pool(), conversationId, new Date(at), new Date(at + CLAIM_MS)))) return false
  try {
    const owed = await readOwed(pool(), conversationId)
    if (!owed) return false
    if (owed.handingOver !== null) {
      await requestHuman(conversationId)
      return true
    }
    if (owed.heard.length === 0) return false
    const decided = await decide(conversationId, owed)
    const done = await inTransaction((sql) => writeTurn(sql, conversationId, owed, decided))
    if (!done) return false
    publishEntries(done.entries)
    // Before the human, so that what helps is known; a crash here costs a count and no answer.
    for (const articleId of done.used) await countUse(articleId)
    if (decided.turn.handOver) await requestHuman(conversationId)
    return true
  } finally {
    await releaseTalk(pool(), conversationId)
  }
}

type Answer = Decided & { asksHelpful: boolean }

async function decide(conversationId: string, owed: Owed): Promise<Answer> {
  const bots = await botsOf(await loadConfiguration(true))
  const bot = bots.get(owed.channelId)
  if (!bot) throw new Error('the channel is gone')
  const decided = await decideTurn({
    ...{ bot, conversationId, heard: owed.heard, earlier: owed.earlier, misses: owed.misses },
    ...{ language: languageOf(owed.language), external: true },
  })
  return { ...decided, asksHelpful: bot.settings.askHelpful }
}

type Written = { entries: LogEntry[]; used: string[] }

/** null: somebody was faster, or the bot does not have it any more. */
async function writeTurn(
  sql: Sql,
  conversationId: string,
  owed: Owed,
  { turn, asked, language, asksHelpful }: Answer,
): Promise<Written | null> {
  if (!(await lockTalk(sql, conversationId, owed.answeredSeq))) return null
  const at = new Date(nowMs())
  const entries: LogEntry[] = []
  if (turn.categoryId) {
    const entry = await noteCategory(sql, conversationId, turn.categoryId, at)
    if (entry) entries.push(entry)
  }
  const said = await appendReplies(
    sql,
    turn.replies.map((reply) => toRow(conversationId, owed.channelId, reply, asksHelpful)),
  )
  const used = turn.replies.flatMap(({ articleId }) => articleId ?? [])
  const toSeq = owed.heard.at(-1)?.seq ?? owed.answeredSeq
  const question = asked.kind === 'questions' ? plainQuestion(asked.questions.join('')) : ''
  await insertTurn(sql, {
    ...{ conversationId, fromSeq: owed.heard[0]?.seq ?? toSeq, toSeq, channelId: owed.channelId },
    ...{ outcome: turn.outcome, reason: turn.reason, source: turn.source, score: turn.score },
    ...{ replySeq: said[0]?.seq ?? null, articleId: used[0] ?? null, language, at },
    questionKey: question ? keyedHash('bot question', question).toString('hex').slice(0, 32) : null,
  })
  const { misses, handOver } = turn
  await advanceTalk(sql, { conversationId, answeredSeq: toSeq, misses, handingOver: handOver })
  return { entries: [...entries, ...said], used }
}

async function appendReplies(sql: Sql, rows: AppendRow[]): Promise<LogEntry[]> {
  if (rows.length === 0) return []
  const results = await appendMessages(sql, rows)
  return results.map((result, place) => {
    if (result.outcome !== 'i') throw new Error(`the answer was refused: ${result.outcome}`)
    return messageEntry(rows[place] as AppendRow, result)
  })
}

function toRow(
  conversationId: string,
  channelId: string,
  { text, buttons, articleId, pictures }: Reply,
  asksHelpful: boolean,
): AppendRow {
  const cut = buttons.map((one) => ({ ...one, label: one.label.slice(0, 160) }))
  const bot = {
    ...(articleId ? { articleId, asksHelpful } : {}),
    ...(cut.length > 0 ? { buttons: cut } : {}),
    ...(pictures ? { pictures } : {}),
  }
  return {
    ...{ conversationId, senderKind: 'bot', senderId: channelId, clientMessageId: newId(), id: newId() },
    ...{ kind: 'text', text, attachmentId: null, anyone: false },
    meta: Object.keys(bot).length > 0 ? { bot } : null,
  }
}

/** What the customer chose steers the dispatch that may follow. */
async function noteCategory(
  sql: Sql,
  conversationId: string,
  categoryId: string,
  at: Date,
): Promise<LogEntry | null> {
  const { categories } = await loadConfiguration()
  const path: Record<string, string>[] = []
  for (let id: string | null = categoryId; id !== null && path.length < 10; ) {
    const node: { names: Record<string, string>; parentId: string | null } | undefined = categories.get(id)
    if (node) path.unshift(node.names)
    id = node?.parentId ?? null
  }
  const patch = { categoryId, category: { id: categoryId, path } }
  return applyStep(sql, {
    ...{ conversationId, from: ['with_bot'], set: { category_id: categoryId }, at },
    event: { type: 'status', payload: { patch, detail: { by: 'customer', reason: 'category' } } },
  })
}
