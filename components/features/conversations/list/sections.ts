import { isHeldBy, type View } from '../live/live-state'

/** By whose turn it is. */
export const sectionKeys = ['yours', 'theirs', 'asked', 'closing', 'snoozed'] as const
export type SectionKey = (typeof sectionKeys)[number]
export type Section = { key: SectionKey; ids: string[] }

const nobodyAsked: ReadonlySet<string> = new Set()

/** Ended without a wrap-up, it stays at hand for so long. */
const AFTER_WORK_MS = 60 * 60_000

export function sectionOf(
  view: View,
  agentId: string,
  at: number,
  asked: ReadonlySet<string> = nobodyAsked,
): SectionKey | null {
  if (isHeldBy(view, agentId)) {
    if (view.snoozedUntil && Date.parse(view.snoozedUntil) > at) return 'snoozed'
    if (view.status === 'awaiting_agent') return 'yours'
    return view.status === 'awaiting_confirmation' ? 'closing' : 'theirs'
  }
  if (asked.has(view.id)) return 'asked'
  if (view.endedAt === null || view.agent?.id !== agentId) return null
  if (view.afterWorkUntil && Date.parse(view.afterWorkUntil) > at) return 'closing'
  return view.wrapUp === null && at - Date.parse(view.endedAt ?? '') < AFTER_WORK_MS ? 'closing' : null
}

/** The own conversations: whoever has waited longest in front. `at` in epoch ms. */
export function arrange(
  views: readonly View[],
  agentId: string,
  at: number,
  asked: ReadonlySet<string> = nobodyAsked,
): Section[] {
  const oldestFirst = (a: View, b: View) => {
    const [x, y] = [turnedAt(a), turnedAt(b)]
    return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1
  }
  return sectionKeys.map((key) => ({
    key,
    ids: views
      .filter((view) => sectionOf(view, agentId, at, asked) === key)
      .sort(oldestFirst)
      .map(({ id }) => id),
  }))
}

/** Since when it is as it is: what the order within a section goes by. */
const turnedAt = (view: View): string =>
  view.endedAt ?? view.awaitingSince ?? view.lastMessageAt ?? view.assignedAt ?? view.createdAt

/**
 * The same conversations as `next`, in the places of `shown`: what is new stands at the end of its section,
 * what has gone is gone, and nothing else moves under the hand that is about to press it.
 */
export function holdPlaces(shown: readonly Section[], next: readonly Section[]): Section[] {
  const alive = new Set(next.flatMap(({ ids }) => ids))
  const placed = new Set(shown.flatMap(({ ids }) => ids))
  return next.map(({ key, ids }) => {
    const kept = shown.find((section) => section.key === key)?.ids.filter((id) => alive.has(id)) ?? []
    return { key, ids: [...kept, ...ids.filter((id) => !placed.has(id))] }
  })
}

/** Ids from top to bottom. */
export const flat = (sections: readonly Section[]): string[] => sections.flatMap(({ ids }) => ids)
