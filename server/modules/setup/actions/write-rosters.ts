import { recordAudit } from '@/server/modules/accounts'
import type { Configuration } from '../contract'
import { gridOf, targetsOf } from '../domain/coverage-spans'
import type { Entry } from '../domain/entries'
import {
  placeTemplates,
  putRotation,
  putRotationMembers,
  putTargets,
  putTemplate,
  retireRotation,
  retireTemplate,
} from '../store/schedule-rows'
import { idOf, idOrNull, ownId, refuseField, type Session, type Writer } from './session'

type Sections = 'shiftTemplates' | 'rotations' | 'coverageTargets'
type One<S extends Sections> = NonNullable<Configuration[S]>[number]

type Told = { entity: string; id: string; action: 'applied' | 'deleted' }
const tell = (
  { tx, principal }: Session,
  { entity, id, action }: Told,
  before: Entry | null,
  after: Entry | null,
) =>
  recordAudit(tx, {
    ...{ actor: principal, action, entity, entityId: id, label: (after ?? before)?.name ?? '' },
    ...{ before: before?.value ?? null, after: after?.value ?? null },
  })

export const shiftTemplates: Writer = {
  put: async (session, entry, before) => {
    const wanted = entry.value as One<'shiftTemplates'>
    const wrong = wanted.segments.findIndex(({ from, until }) => until <= from)
    if (wrong >= 0) throw refuseField(`segments.${wrong}.until`, 'It ends before it begins.')
    const id = ownId(session.names.templates, entry.key)
    await putTemplate(session.tx, id, wanted)
    await tell(session, { entity: 'shift_template', id, action: 'applied' }, before, entry)
  },
  retire: async (session, entry) => {
    const id = session.names.templates.get(entry.key)
    if (!id) return
    const action = await retireTemplate(session.tx, id)
    await tell(session, { entity: 'shift_template', id, action }, entry, null)
  },
  place: async (session, entries) => {
    const ids = entries.map(({ key }) => session.names.templates.get(key))
    await placeTemplates(
      session.tx,
      ids.filter((id) => id !== undefined),
    )
  },
}

export const rotations: Writer = {
  put: async (session, entry, before) => {
    const { days, members, ...rest } = entry.value as One<'rotations'>
    const templates = days.map((word, i) => idOrNull(session, 'templates', word, `days.${i}`))
    const id = ownId(session.names.rotations, entry.key)
    await putRotation(session.tx, id, { ...rest, days: templates })
    if (members) await putRotationMembers(session.tx, id, members.map(memberOf(session)))
    await tell(session, { entity: 'rotation', id, action: 'applied' }, before, entry)
  },
  retire: async (session, entry) => {
    const id = session.names.rotations.get(entry.key)
    if (!id) return
    const action = await retireRotation(session.tx, id)
    await tell(session, { entity: 'rotation', id, action }, entry, null)
  },
}

type Member = NonNullable<One<'rotations'>['members']>[number]

const memberOf =
  (session: Session) =>
  ({ member, ...rest }: Member, index: number) => {
    const field = `members.${index}.member`
    const agentId = idOf(session, 'users', member, field)
    if (!session.agentIds.has(agentId))
      throw refuseField(field, `There is no agent with the address ${member}.`, 'unknown_agent')
    return { ...rest, agentId }
  }

export const coverageTargets: Writer = {
  put: async (session, entry) => {
    const { group, week } = entry.value as One<'coverageTargets'>
    const groupId = idOf(session, 'groups', group, 'group')
    const targets = targetsOf(week)
    if ('wrong' in targets)
      throw refuseField(targets.wrong, 'It ends before it begins, or lies over another.')
    await writeTargets(session, groupId, group, targets)
  },
  retire: async (session, entry) => {
    const { group } = entry.value as One<'coverageTargets'>
    const groupId = session.names.groups.get(entry.key)
    if (groupId) await writeTargets(session, groupId, group, [])
  },
}

async function writeTargets(
  { tx, principal, present }: Session,
  groupId: string,
  label: string,
  targets: { weekday: number; slot: number; agents: number }[],
): Promise<void> {
  const before = gridOf(present.rows.targets.filter((row) => row.groupId === groupId))
  await putTargets(tx, groupId, targets)
  await recordAudit(tx, {
    ...{ actor: principal, action: 'applied', entity: 'coverage_targets', entityId: groupId, label },
    ...{ before: { week: before }, after: { week: gridOf(targets) } },
  })
}
