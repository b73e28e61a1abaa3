import { chanceOf } from '../seed/chance'
import { categoryTree, type LeafKey, wrapUpTree } from '../seed/company/categories'
import { familyNames, firstNames } from '../seed/company/names'
import type { Pattern } from '../seed/company/people'
import type { Row } from '../seed/load/columns'
import type { Curve } from './plan'

/**
 * Who serves in the generated history. The same in every installation and for every seed, ids included, so that a
 * second history has the same people; its names say what they are.
 */
export type Desk = {
  id: string
  name: string
  parentId: string | null
  language: 'en' | 'zh'
  serviceLevel: number
}
export type Entrance = {
  id: string
  name: string
  kind: 'web' | 'app' | 'api' | 'im'
  language: 'en' | 'zh'
  weight: number
  confirms: boolean
  curve: Curve
  /** Hours by which its customers' clocks are ahead of the company's. */
  ahead: number
}
export type Person = {
  id: string
  name: string
  publicName: string
  pattern: Pattern
  deskIds: string[]
  /** Handling speed; smaller is faster. */
  pace: number
  /** Shifts scores; larger makes happier customers. */
  charm: number
}
export type Organisation = {
  desks: Desk[]
  /** Those with members, with the weight of what comes to them. */
  served: { desk: Desk; weight: number }[]
  entrances: Entrance[]
  people: Person[]
  roots: { id: string; names: object }[]
  leaves: { id: string; rootId: string; key: LeafKey; names: object; weight: number }[]
  wrapUps: { id: string; parentId: string | null; names: object; position: number; fits: string[] }[]
}

const foundedAt = Date.UTC(2015, 0, 5)
const mark = 'generated'
export const peopleOfAPlan = 200

/** name, the desk above, weight of what comes to it (0: only a place in the tree), language, service level */
const deskRows: [string, string | null, number, 'en' | 'zh', number][] = [
  ['Consumer service', null, 8, 'en', 30],
  ['Orders Europe', 'Consumer service', 18, 'en', 30],
  ['Orders overseas', 'Consumer service', 7, 'en', 45],
  ['Returns desk', 'Consumer service', 12, 'en', 30],
  ['Refunds', 'Returns desk', 7, 'en', 60],
  ['Product advice desk', null, 9, 'en', 20],
  ['Business service', null, 3, 'en', 60],
  ['Retail partners', 'Business service', 5, 'en', 60],
  ['Wholesale', 'Business service', 3, 'en', 90],
  ['Technical help', null, 6, 'en', 45],
  ['Repairs', 'Technical help', 4, 'en', 60],
  ['中文客服', null, 0, 'zh', 30],
  ['中文订单', '中文客服', 12, 'zh', 30],
  ['中文售后', '中文客服', 6, 'zh', 45],
]

const entranceRows: Omit<Entrance, 'id'>[] = [
  { ...entrance('Shop', 'web', 'en', 40), confirms: false },
  { ...entrance('Phone app', 'app', 'en', 24), confirms: true },
  { ...entrance('Partner API', 'api', 'en', 7), confirms: false },
  { ...entrance('Messenger', 'im', 'en', 11), confirms: false },
  { ...entrance('中文网店', 'web', 'zh', 12), confirms: false, curve: 'china', ahead: 7 },
  { ...entrance('小程序', 'im', 'zh', 6), confirms: false, curve: 'china', ahead: 7 },
]

function entrance(name: string, kind: Entrance['kind'], language: Entrance['language'], weight: number) {
  return { name: `${name} (${mark})`, kind, language, weight, curve: 'europe' as Curve, ahead: 0 }
}

export function makeOrganisation(count: number): Organisation {
  const chance = chanceOf('generated organisation')
  const id = () => chance.id(foundedAt)
  const desks: Desk[] = []
  for (const [name, above, , language, serviceLevel] of deskRows) {
    const parentId = desks.find((desk) => desk.name === `${above} (${mark})`)?.id ?? null
    desks.push({ id: id(), name: `${name} (${mark})`, parentId, language, serviceLevel })
  }
  const served = desks.map((desk, index) => ({ desk, weight: deskRows[index]![2] }))
  const entrances = entranceRows.map((row) => ({ id: id(), ...row }))
  const roots = categoryTree.map((root) => ({ id: id(), names: marked(root.names) }))
  const leaves = categoryTree.flatMap((root, at) =>
    root.leaves.map((leaf) => ({ id: id(), rootId: roots[at]!.id, ...leaf })),
  )
  const wrapUps = wrapUpTree.flatMap((root, position) => {
    const rootId = id()
    const below = root.leaves.map((leaf, at) => ({ id: id(), parentId: rootId, ...leaf, position: at }))
    return [{ id: rootId, parentId: null, names: marked(root.names), position, fits: [] }, ...below]
  })
  const withWork = served.filter(({ weight }) => weight > 0)
  return { desks, served: withWork, entrances, people: makePeople(count, withWork), roots, leaves, wrapUps }
}

const marked = ({ en, zh }: { en: string; zh: string }) => ({ en: `${en} (${mark})`, zh: `${zh}（生成）` })

/** As many to a desk as its share of the work, and every third of them in a second one, too. */
function makePeople(count: number, served: Organisation['served']): Person[] {
  const patterns: Pattern[] = ['early', 'early', 'late']
  return Array.from({ length: count }, (_, index) => {
    const chance = chanceOf(`generated person ${index}`)
    const { desk } =
      index < served.length ? served[index]! : chance.weighted(served.map((s) => [s, s.weight] as const))
    const near = served.filter((other) => other.desk.language === desk.language && other.desk !== desk)
    const second = index % 3 === 0 && near.length > 0 ? [chance.pick(near).desk.id] : []
    const publicName = chance.pick(firstNames)
    return {
      id: chance.id(foundedAt),
      name: `${publicName} ${chance.pick(familyNames)}`,
      publicName,
      pattern: desk.language === 'zh' && index % 2 === 0 ? 'china' : chance.pick(patterns),
      deskIds: [desk.id, ...second],
      pace: chance.around(1, 0.15),
      charm: chance.around(1, 0.2),
    }
  })
}

type Tables = 'users' | 'agents' | 'skill_groups' | 'group_members' | 'channels' | 'categories' | 'wrap_ups'

/** Nobody of them can sign in or takes customers: they are people of the past. */
export function organisationRows(organisation: Organisation, now: number): Record<Tables, Row[]> {
  const founded = new Date(foundedAt)
  const { desks, entrances, people, roots, leaves, wrapUps } = organisation
  return {
    users: people.map(({ id, name }, index) => [
      ...[id, `${String(index + 1).padStart(3, '0')}@${mark}.example`, name, null, null, founded, founded],
    ]),
    agents: people.map(({ id, publicName }) => [
      ...[id, publicName, ['en'], 4, 'offline', 'connection', 'no_connection', new Date(now), 4, null],
    ]),
    skill_groups: desks.map(({ id, name, parentId, serviceLevel }) => [
      ...[id, name, '', parentId, 'even', null, null, null, serviceLevel, {}, founded, founded],
    ]),
    group_members: people.flatMap(({ id, deskIds }) =>
      deskIds.map((deskId, at): Row => [deskId, id, 2 - at, 10, null, false]),
    ),
    channels: entrances.map(({ id, name, kind, language, confirms }, index) => [
      ...[id, `${mark}-${index + 1}`, name, kind, language, [], [], '#5b5f97', {}, null],
      ...[desks[0]!.id, confirms, {}, founded],
    ]),
    categories: [
      ...roots.map(({ id, names }, position): Row => [id, null, names, 100 + position]),
      ...leaves.map(({ id, rootId, names }, position): Row => [id, rootId, names, position]),
    ],
    wrap_ups: wrapUps.map(({ id, parentId, names, position }) => [
      ...[id, parentId, names, parentId === null ? 100 + position : position],
    ]),
  }
}
