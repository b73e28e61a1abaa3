import { currentSettings } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'
import { findLanguage, listBlocked } from '../store/customer-standing'

/** A message asks for no row of its customer: the few who are blocked are read together, this often at most. */
const KEPT_MS = 1_000

type Kept = { at: number; ids: Promise<ReadonlySet<string>> }
const kept = () => singleton('customers.blocked', () => ({ last: null as Kept | null }))

export async function isBlocked(customerId: string): Promise<boolean> {
  const state = kept()
  const at = nowMs()
  if (!state.last || at - state.last.at >= KEPT_MS || at < state.last.at) {
    const ids = listBlocked(pool()).then((list) => new Set(list))
    state.last = { at, ids }
    ids.catch(() => {
      state.last = null
    })
  }
  return (await state.last.ids).has(customerId)
}

/** In this process a change bites at once. */
export function forgetBlocked(): void {
  kept().last = null
}

const QUIET = {
  en: 'Nobody can take your message at the moment.',
  zh: '目前暂时无法受理您的消息。',
}
const TOLD = {
  en: 'You cannot write to us any more.',
  zh: '您目前无法继续与我们联系。',
}

/** What somebody who is blocked reads, as the organisation has it. @throws {AppError} forbidden */
export async function refuseBlocked(customerId: string): Promise<never> {
  const [{ customers }, language] = await Promise.all([currentSettings(), findLanguage(pool(), customerId)])
  const tongue = language?.startsWith('zh') ? 'zh' : 'en'
  if (customers.blockedAnswer === 'quiet') throw new AppError('forbidden', QUIET[tongue])
  throw new AppError('forbidden', customers.blockedText[tongue] || TOLD[tongue])
}
