import type { Principal } from '@/server/access'
import { listDecisions } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import type { RecordEntry } from '../contract'
import { sayDecision } from '../domain/decision-words'
import { mergeEntries, toEntry } from '../domain/record'
import { type RecordHead, recordText } from '../domain/record-text'
import type { ExportLanguage } from '../domain/record-words'
import { readEntries } from '../store/read-record'
import { readExtras } from './read-record'

const PAGE = 500

type Of = RecordHead & { id: string; agentId: string | null; groupId: string | null }

/** The whole log in order, with what stands beside it, a page at a time. */
async function* entriesOf(of: Of, principal: Principal): AsyncGenerator<RecordEntry> {
  let extras = (await readExtras(of, principal)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  for (let after = 0; ; ) {
    const rows = await readEntries(pool(), of.id, after, PAGE)
    const last = rows.length === PAGE ? rows.at(-1) : undefined
    const until = last?.at.toISOString()
    const now = until ? extras.filter(({ at }) => at < until) : extras
    extras = until ? extras.filter(({ at }) => at >= until) : []
    yield* mergeEntries(rows.map(toEntry), now)
    if (!last) return
    after = last.seq
  }
}

/** Lines for people, in one of the languages. */
export async function* exportText(
  of: Of,
  principal: Principal,
  { language, timeZone }: { language: ExportLanguage; timeZone: string },
): AsyncGenerator<string> {
  const text = recordText(language, timeZone)
  const decisions = new Map((await listDecisions(pool(), of.id)).map((record) => [record.id, record]))
  yield `\uFEFF${text.head(of)}`
  let piece = ''
  for await (const entry of entriesOf(of, principal)) {
    const decision = entry.decisionId ? decisions.get(entry.decisionId) : undefined
    piece += text.entry(entry)
    if (decision) piece += text.decision(decision.at, sayDecision(decision.decision, language))
    if (piece.length > 32_000) {
      yield piece
      piece = ''
    }
  }
  yield piece
}

/** One JSON document: the head, every entry, every decision as it was recorded. */
export async function* exportJson(of: Of, principal: Principal): AsyncGenerator<string> {
  const { id, agentId: _a, groupId: _g, ...head } = of
  yield `{"format":"switchyard.conversation","version":1,"conversation":${JSON.stringify({ id, ...head })},\n"entries":[`
  let lead = '\n'
  for await (const { key: _k, ...entry } of entriesOf(of, principal)) {
    yield `${lead}${JSON.stringify(entry)}`
    lead = ',\n'
  }
  yield `],\n"decisions":${JSON.stringify(await listDecisions(pool(), of.id))}}\n`
}
