import type { Db } from '@/server/platform/db/prisma'
import type { Configuration } from '../contract'
import { configuration } from '../contract'
import { idsByPath, type Names, pathsOf, replyKey } from '../domain/keys'
import { byText, sorted } from '../domain/order'
import * as read from './read-sections'
import { type Rows, readRows } from './rows'

export type Present = { file: Configuration; names: Names; rows: Rows; ids: Record<Repeating, string[]> }
type Repeating = 'macros' | 'alarmRules'

/** The whole configuration as it stands, in the form and the order of the file. */
export async function readConfiguration(db: Db): Promise<Present> {
  const rows = await readRows(db)
  const paths = { categories: pathsOf(rows.categories), wrapUps: pathsOf(rows.wrapUps) }
  const file = configuration.parse(sectionsOf(rows, wordsOf(rows, paths)))
  const ids = {
    macros: idsInPlace(rows.macros, file.macros, macroPlace),
    alarmRules: idsInPlace(rows.alarmRules, file.alarmRules, alarmRulePlace),
  }
  return { rows, names: namesOf(rows, paths), file: inOrder(file), ids }
}

type Paths = { categories: Map<string, string[]>; wrapUps: Map<string, string[]> }

/** What is gone is called by its id: a rule that named it must not become one for everybody. */
function wordsOf(rows: Rows, paths: Paths): read.Words {
  const by = <R extends { id: string }>(list: readonly R[], word: (row: R) => string) => {
    const words = new Map(list.map((row) => [row.id, word(row)]))
    return (id: string) => words.get(id) ?? id
  }
  const group = by(rows.groups, ({ name }) => name)
  const replies = new Map(rows.quickReplies.map((row) => [row.id, row]))
  return {
    group,
    calendar: by(rows.calendars, ({ name }) => name),
    channel: by(rows.channels, ({ name }) => name),
    email: by(rows.users, ({ email }) => email),
    template: by(rows.shiftTemplates, ({ name }) => name),
    category: (id) => paths.categories.get(id) ?? [id],
    wrapUp: (id) => paths.wrapUps.get(id) ?? [id],
    reply: (id) => {
      const row = replies.get(id)
      return row ? { shortcut: row.shortcut, group: row.groupId && group(row.groupId) } : null
    },
  }
}

function sectionsOf(rows: Rows, words: read.Words) {
  return {
    organization: read.organizationOf(rows.organization),
    roles: rows.roles
      .filter(({ builtIn }) => !builtIn)
      .map(({ key, name, description, permissions }) => ({ key, name, description, permissions })),
    calendars: rows.calendars.map(read.calendarOf),
    users: rows.users.map(({ email, name, roles, disabledAt }) => ({
      ...{ email, name, disabled: disabledAt !== null },
      roles: roles.map(({ role }) => role.key).sort(),
    })),
    signIn: read.storedSettings(rows.organization).signIn,
    agents: rows.agents.map((row) => read.agentOf(row, words)),
    groups: rows.groups.map((row) => read.groupOf(row, words)),
    categories: read.treeOf(rows.categories),
    wrapUps: read.treeOf(rows.wrapUps),
    channels: rows.channels.map((row) => read.channelOf(row, words)),
    routingRules: rows.rules.map((row) => read.ruleOf(row, words)),
    busyReasons: rows.busyReasons.map(({ key, names, disabledAt }) => ({
      ...{ key, names, disabled: disabledAt !== null },
    })),
    ratingTags: read.storedSettings(rows.organization).ratingTags,
    quickReplies: rows.quickReplies.map(({ groupId, shortcut, title, text }) => ({
      ...{ group: groupId && words.group(groupId), shortcut, title, text },
    })),
    macros: rows.macros.map((row) => read.macroOf(row, words)),
    alarmRules: rows.alarmRules.map((row) => read.alarmRuleOf(row, words)),
    shiftTemplates: rows.shiftTemplates.map(({ name, code, color, segments, disabledAt }) => ({
      ...{ name, code, color, segments, disabled: disabledAt !== null },
    })),
    rotations: rows.rotations.map((row) => read.rotationOf(row, words)),
    coverageTargets: read.coverageOf(rows.targets, words),
  }
}

const macroPlace = ({ group, name, steps }: NonNullable<Configuration['macros']>[number]) =>
  `${group ?? ''}\n${name}\n${JSON.stringify(sorted(steps))}`
const alarmRulePlace = (rule: NonNullable<Configuration['alarmRules']>[number]) =>
  `${rule.kind}\n${rule.level}\n${rule.name}\n${JSON.stringify(sorted(rule))}`

/** Ids of rows in the order in which the file has what they say. */
function idsInPlace<T>(rows: readonly { id: string }[], records: T[] | undefined, word: (one: T) => string) {
  const pairs = (records ?? []).map((record, index) => ({ record, id: rows[index]?.id ?? '' }))
  return pairs.sort(byText(({ record }) => word(record))).map(({ id }) => id)
}

/** Sections whose order says nothing stand by name; the inside of a record by key. */
function inOrder(file: Configuration): Configuration {
  const { routingRules, busyReasons, ratingTags, shiftTemplates, categories, wrapUps } = file
  const place = <T extends object>(list: T[] | undefined, word: (one: T) => string) =>
    list?.map(insideSorted).sort(byText(word))
  return {
    organization: file.organization && insideSorted(file.organization),
    roles: place(file.roles, ({ key }) => key),
    calendars: place(file.calendars, ({ name }) => name),
    signIn: file.signIn && insideSorted(file.signIn),
    users: place(file.users, ({ email }) => email),
    agents: place(file.agents, ({ agent }) => agent),
    groups: place(file.groups, ({ name }) => name),
    categories,
    wrapUps,
    channels: place(file.channels, ({ name }) => name),
    routingRules: routingRules?.map(insideSorted),
    busyReasons: busyReasons?.map(insideSorted),
    ratingTags: ratingTags?.map(insideSorted),
    quickReplies: place(file.quickReplies, ({ group, shortcut }) => `${group ?? ''}\n${shortcut}`),
    macros: place(file.macros, macroPlace),
    alarmRules: place(file.alarmRules, alarmRulePlace),
    shiftTemplates: shiftTemplates?.map(insideSorted),
    rotations: place(file.rotations, ({ name }) => name),
    coverageTargets: place(file.coverageTargets, ({ group }) => group),
  }
}

const insideSorted = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, sorted(value)])) as T

function namesOf(rows: Rows, paths: Paths): Names {
  const by = <R extends { id: string }>(list: readonly R[], word: (row: R) => string) =>
    new Map(list.map((row) => [word(row).toLowerCase(), row.id]))
  const groups = new Map(rows.groups.map(({ id, name }) => [id, name]))
  return {
    groups: by(rows.groups, ({ name }) => name),
    calendars: by(rows.calendars, ({ name }) => name),
    channels: by(rows.channels, ({ name }) => name),
    roles: by(rows.roles, ({ key }) => key),
    users: by(rows.users, ({ email }) => email),
    templates: by(rows.shiftTemplates, ({ name }) => name),
    rotations: by(rows.rotations, ({ name }) => name),
    categories: idsByPath(paths.categories),
    wrapUps: idsByPath(paths.wrapUps),
    replies: by(rows.quickReplies, ({ groupId, shortcut }) =>
      replyKey(groupId === null ? null : (groups.get(groupId) ?? ''), shortcut),
    ),
  }
}
