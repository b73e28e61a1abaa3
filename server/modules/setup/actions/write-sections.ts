import { AppError } from '@/server/platform/errors'
import { type Configuration, type RecordChange, type Section, sections } from '../contract'
import { type Entry, entriesOf, findRepeats, ordered } from '../domain/entries'
import { afterWhatTheyName } from '../domain/order'
import { setSavepoint, undoToSavepoint } from '../store/rows'
import { FollowsFrom, failedKey, ownId, problemsOf, type Session, type Writer } from './session'
import { agents, busyReasons, organization, ratingTags, roles, signIn, users } from './write-people'
import { coverageTargets, rotations, shiftTemplates } from './write-rosters'
import { calendars, channels, groups, routingRules, treeWriter } from './write-service'
import { alarmRules, macros, quickReplies } from './write-work'

const writers: Record<Section, Writer> = {
  ...{ organization, roles, calendars, users, signIn, agents, groups },
  categories: treeWriter('categories'),
  wrapUps: treeWriter('wrapUps'),
  ...{ channels, routingRules, busyReasons, ratingTags, quickReplies, macros, alarmRules },
  ...{ shiftTemplates, rotations, coverageTargets },
}

/**
 * Writes what differs, section after section, and gathers every refusal with its place in the file. What is
 * removed goes last and in the other order, so that what named it is gone or names something else by then.
 */
export async function writeSections(session: Session, changes: readonly RecordChange[]): Promise<void> {
  refuseRepeats(session)
  knowNewGroups(session)
  for (const section of sections) await writeSection(session, section, changes)
  for (const section of [...sections].reverse()) await removeFrom(session, section, changes)
  for (const { entry, work } of session.later) await attempt(session, entry, work)
}

function refuseRepeats(session: Session): void {
  for (const section of sections)
    for (const { path, name } of findRepeats(entriesOf(session.wanted, section)))
      session.problems.push({ path, message: `"${name}" stands in the file twice.`, code: 'twice' })
}

/** Groups name each other, so each must be known before the first is written. */
function knowNewGroups({ wanted, names }: Session): void {
  for (const { key } of entriesOf(wanted, 'groups')) ownId(names.groups, key)
}

async function writeSection(
  session: Session,
  section: Section,
  changes: readonly RecordChange[],
): Promise<void> {
  const own = changes.filter((change) => change.section === section)
  const written = new Set(
    own.filter(({ kind }) => kind === 'added' || kind === 'changed').map(({ path }) => path),
  )
  if (written.size === 0) return
  const before = new Map(entriesOf(session.present.file, section).map((entry) => [entry.key, entry]))
  const entries = entriesOf(session.wanted, section)
  for (const entry of inTurn(section, entries)) {
    if (!written.has(entry.path)) continue
    await attempt(session, entry, () => writers[section].put(session, entry, before.get(entry.key) ?? null))
  }
  const { place } = writers[section]
  const moved = own.some(({ kind, name, path }) => kind === 'added' || (name === 'order' && path === section))
  if (!place || !ordered.includes(section) || !moved) return
  const whole = { section, key: '', name: 'order', path: section, value: {}, disabled: false }
  await attempt(session, whole, () => place(session, entries))
}

/** A group stands behind its parent and the group it overflows to. */
function inTurn(section: Section, entries: Entry[]): Entry[] {
  if (section !== 'groups') return entries
  const lower = (name: string | null) => name?.toLowerCase() ?? null
  return afterWhatTheyName(
    entries,
    ({ key }) => key,
    ({ value }) => {
      const { parent, overflowGroup } = value as NonNullable<Configuration['groups']>[number]
      return [lower(parent), lower(overflowGroup)]
    },
  )
}

async function removeFrom(
  session: Session,
  section: Section,
  changes: readonly RecordChange[],
): Promise<void> {
  const { retire } = writers[section]
  const names = new Set(
    changes.filter((one) => one.section === section && one.kind === 'removed').map(({ name }) => name),
  )
  if (!retire || names.size === 0) return
  const wanted = new Set(entriesOf(session.wanted, section).map(({ key }) => key))
  const gone = entriesOf(session.present.file, section).filter(
    ({ key, name, disabled }) => names.has(name) && !wanted.has(key) && !disabled,
  )
  for (const entry of fromBelow(section, gone)) {
    await attempt(session, { ...entry, path: section }, () => retire(session, entry))
  }
}

/** What stands below another goes first; a group that others overflow to goes after them. */
function fromBelow(section: Section, entries: Entry[]): Entry[] {
  return inTurn(section, entries).reverse()
}

/** One record: what is refused leaves no trace in the transaction, so that the rest can be tried too. */
async function attempt(session: Session, entry: Entry, work: () => Promise<void>): Promise<void> {
  await setSavepoint(session.tx)
  try {
    await work()
  } catch (error) {
    await undoToSavepoint(session.tx)
    session.failed.add(failedKey(entry.section, entry.key))
    if (error instanceof FollowsFrom) return
    session.problems.push(...problemsOf(entry, asRefusal(error)))
  }
}

const uniqueTaken = new Set(['P2002', '23505'])
const unknownNamed = new Set(['P2003', '23503'])

function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error
  const { code = '' } = error as { code?: string }
  if (uniqueTaken.has(code))
    return new AppError('duplicate', 'Another record has this name.', { cause: error })
  if (unknownNamed.has(code)) return new AppError('in_use', 'Other records still name it.', { cause: error })
  throw error
}
