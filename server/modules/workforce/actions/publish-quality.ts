import type { z } from 'zod'
import { can, type Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type {
  previewQualityInput,
  publishQualityInput,
  QualityPreview,
  restoreQualityInput,
} from '../contract'
import { computeQuality } from '../domain/quality-formula'
import { weighGroup } from '../domain/shares'
import { lockAgents } from '../store/agents'
import { findGroupDetail } from '../store/group-detail'
import {
  findQualityTerms,
  insertQualityVersion,
  listQualityVersions,
  loadQualityFacts,
  type StoredTerms,
  setQualityMode,
} from '../store/quality-versions'
import type { StoredGroup } from '../store/stored-groups'
import { changeConfiguration, type Touched } from './change-configuration'
import { getLockedGroup } from './group-access'
import { writeGroup } from './write-group'

function requireQuality(principal: Principal, groupId: string): void {
  if (!can(principal, 'quality.write', { groupIds: [groupId] }))
    throw new AppError('forbidden', 'You may not change the quality numbers of this group.')
}

const moments = ({ from, until }: { from: string; until: string }) => {
  const [start, end] = [new Date(from), new Date(until)]
  if (end > start) return { start, end }
  throw new AppError('invalid_input', 'The period ends before it begins.', {
    fields: [{ path: 'until', message: 'after from' }],
  })
}

/** What publishing would change: each number with its terms, before and after, and the shares. */
export async function previewQuality(
  principal: Principal,
  { groupId, formula, ...period }: z.output<typeof previewQualityInput>,
): Promise<QualityPreview> {
  requireQuality(principal, groupId)
  const group = await findGroupDetail(groupId)
  if (!group) throw new AppError('not_found', 'There is no such group.')
  const { start, end } = moments(period)
  const { groupMean, rows } = computeQuality(await loadQualityFacts(pool(), groupId, start, end), formula)
  const numbers = new Map(rows.map((row) => [row.agentId, row.quality]))
  const weigh = (quality: (agentId: string, stands: number) => number) => {
    const members = group.members.map((member) => ({
      quality: quality(member.agentId, member.quality),
      enabled: member.agent.enabled,
      capacity: member.capacity,
      agentCapacity: member.agent.capacity,
    }))
    const { shares } = weighGroup(members)
    return new Map(group.members.map((member, index) => [member.agentId, shares[index]?.share ?? 0]))
  }
  const before = weigh((_, stands) => stands)
  const after = weigh((agentId, stands) => numbers.get(agentId) ?? stands)
  return {
    groupMean,
    rows: rows.map((row) => ({
      ...row,
      before: group.members.find((member) => member.agentId === row.agentId)?.quality ?? 0,
      shareBefore: before.get(row.agentId) ?? 0,
      shareAfter: after.get(row.agentId) ?? 0,
    })),
  }
}

type Numbers = { mode: 'manual' | 'computed'; terms: StoredTerms; start: Date | null; end: Date | null }

/** Writes numbers and version together. Before the first one, what stands now is kept as a version too. */
async function publish(
  tx: Db,
  touched: Touched,
  principal: Principal,
  before: StoredGroup,
  numbers: Numbers,
): Promise<number> {
  const groupId = before.id
  const publishedAt = now()
  if (!(await findQualityTerms(tx, groupId, 1))) {
    const terms = before.snapshot.members.map(({ agentId, name, quality }) => {
      return { agentId, name, quality, terms: null }
    })
    const kept = { groupId, mode: 'manual' as const, publishedAt, publishedBy: null, terms }
    await insertQualityVersion(tx, { ...kept, fromAt: null, untilAt: null })
  }
  const byAgent = new Map(numbers.terms.map(({ agentId, quality }) => [agentId, quality]))
  const members = before.settings.members.map((member) => ({
    ...member,
    quality: byAgent.get(member.agentId) ?? member.quality,
  }))
  const next = { ...before.settings, members }
  await setQualityMode(tx, groupId, numbers.mode)
  await writeGroup(tx, touched, { principal, id: groupId, before, next, action: 'updated' })
  return insertQualityVersion(tx, {
    ...{ groupId, mode: numbers.mode, publishedAt, publishedBy: principal.userId, terms: numbers.terms },
    ...{ fromAt: numbers.start, untilAt: numbers.end },
  })
}

const heldBy = (group: StoredGroup) => group.settings.members.map((member) => member.agentId)

/** Computes and puts into force. @throws {AppError} forbidden, not_found, conflict */
export async function publishQuality(
  principal: Principal,
  { groupId, version, formula, ...period }: z.output<typeof publishQualityInput>,
): Promise<{ number: number }> {
  requireQuality(principal, groupId)
  const { start, end } = moments(period)
  const { rows } = computeQuality(await loadQualityFacts(pool(), groupId, start, end), formula)
  return changeConfiguration(async (tx, touched) => {
    const before = await getLockedGroup(tx, groupId, version)
    await lockAgents(tx, heldBy(before))
    const terms = rows.map((row) => {
      return { agentId: row.agentId, name: row.name, quality: row.quality, terms: row }
    })
    const numbers = { mode: 'computed' as const, terms, start, end }
    return { number: await publish(tx, touched, principal, before, numbers) }
  })
}

/** An earlier version comes back as a new one; who is no longer a member is left out. */
export async function restoreQuality(
  principal: Principal,
  { groupId, version, number }: z.output<typeof restoreQualityInput>,
): Promise<{ number: number }> {
  requireQuality(principal, groupId)
  return changeConfiguration(async (tx, touched) => {
    const before = await getLockedGroup(tx, groupId, version)
    const earlier = await findQualityTerms(tx, groupId, number)
    if (!earlier) throw new AppError('not_found', 'There is no such version.')
    await lockAgents(tx, heldBy(before))
    const numbers = { ...earlier, start: null, end: null }
    return { number: await publish(tx, touched, principal, before, numbers) }
  })
}

export async function getQualityVersions(principal: Principal, groupId: string) {
  requireQuality(principal, groupId)
  return listQualityVersions(groupId)
}
