import type { Principal } from '@/server/access'
import { findReadable, listOrdersOf } from '@/server/modules/conversations'
import { loadConfiguration } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { LikelyQuestion } from '../contract'
import { cluesOf, likelyOf } from '../domain/likely-question'
import { readLastTurns } from '../store/procedure-facts'
import { findAnswers } from './find-answers'

const PER_CLUE = 5
const MOST_ORDERS = 50

/** The article that probably answers this customer, with its reasons; null where nothing points anywhere. @throws {AppError} not_found */
export async function guessQuestion(
  principal: Principal,
  conversationId: string,
): Promise<LikelyQuestion | null> {
  const row = await findReadable(conversationId, principal)
  if (!row) throw new AppError('not_found', 'There is no such conversation.')
  const { channels } = await loadConfiguration()
  if (row.endedAt || channels.get(row.channelId)?.settings.likelyQuestion === false) return null
  const [turns, orders] = await Promise.all([
    readLastTurns(pool(), conversationId),
    listOrdersOf(pool(), row.customer.id, MOST_ORDERS),
  ])
  const about = row.topic.startsWith('order:') ? row.topic.slice('order:'.length) : null
  const chosen = orders.find(({ externalId }) => externalId === about)
  const order = chosen ?? (about ? undefined : orders[0])
  const clues = cluesOf({
    ...turns,
    category: (row.categoryPath ?? []).toReversed().flatMap((names) => Object.values(names)),
    pageUrl: row.pageUrl,
    order: order
      ? { title: order.title || order.externalId, status: order.status, chosen: order === chosen }
      : null,
  })
  const asked = await Promise.all(
    clues.map(async (clue) => ({
      ...clue,
      found: await findAnswers({ text: clue.question, earlier: [], limit: PER_CLUE }),
    })),
  )
  const likely = likelyOf(asked)
  if (!likely) return null
  const wanted = row.customer.language ?? turns.said
  const told = asked.flatMap(({ found }) => found).filter(({ id }) => id === likely.id)
  const inChinese = /^zh|\p{Script=Han}/iu.test(wanted)
  const article = told.find(({ title }) => /\p{Script=Han}/u.test(title) === inChinese) ?? told[0]
  return article ? { ...likely, title: article.title, text: article.text } : null
}
