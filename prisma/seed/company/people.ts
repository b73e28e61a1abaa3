import type { GroupKey } from './groups'

export type Membership = {
  group: GroupKey
  level: number
  quality: number
  capacity: number | null
  offlineReceiver: boolean
}
export type Pattern = 'early' | 'late' | 'china'

export type DemoAgent = {
  name: string
  publicName: string
  languages: string[]
  capacity: number
  pattern: Pattern
  /** Handling speed; 1 is average, smaller is faster. */
  pace: number
  /** Shifts scores: 1 is average, larger makes happier customers. */
  charm: number
  memberships: Membership[]
}

const m = (
  group: GroupKey,
  quality: number,
  level = 2,
  extra: Partial<Pick<Membership, 'capacity' | 'offlineReceiver'>> = {},
): Membership => ({ group, quality, level, capacity: null, offlineReceiver: false, ...extra })

const receives = { offlineReceiver: true }

type Row = [
  name: string,
  publicName: string,
  languages: string,
  capacity: number,
  pattern: Pattern,
  pace: number,
  charm: number,
  memberships: Membership[],
]

const rows: Row[] = [
  ['Mei Lindqvist', 'Mei', 'en zh', 2, 'early', 0.85, 1.3, [m('returns', 60), m('care', 30, 1)]],
  ['Jonas Feld', 'Jonas', 'en de', 2, 'early', 1, 1, [m('orders', 50), m('care', 40, 1)]],
  ['Priya Raman', 'Priya', 'en', 2, 'early', 0.9, 1.2, [m('orders', 60, 2, receives), m('returns', 30, 1)]],
  ['Tomasz Wilk', 'Tomasz', 'en de', 2, 'early', 1.15, 0.9, [m('orders', 40)]],
  ['Hannah Okafor', 'Hannah', 'en', 2, 'late', 0.95, 1.15, [m('orders', 55), m('payment', 30, 1)]],
  ['Lukas Brandt', 'Lukas', 'en de', 2, 'late', 1.05, 1, [m('orders', 45, 2, receives), m('care', 30, 1)]],
  ['Aoife Kelly', 'Aoife', 'en', 2, 'late', 1.2, 0.85, [m('orders', 35)]],
  ['Dario Conti', 'Dario', 'en de', 2, 'early', 1, 1.05, [m('returns', 50), m('orders', 25, 1)]],
  ['Sofie Jansen', 'Sofie', 'en de', 2, 'early', 0.9, 1.2, [m('returns', 55), m('payment', 30, 1)]],
  ['Ravi Menon', 'Ravi', 'en', 2, 'late', 1.1, 0.95, [m('returns', 45), m('care', 35, 1)]],
  ['Clara Hoffmann', 'Clara', 'en de', 2, 'late', 1, 1.1, [m('returns', 50)]],
  ['Ben Ashworth', 'Ben', 'en', 2, 'early', 1.05, 1, [m('payment', 50, 2, receives), m('care', 25, 1)]],
  ['Elif Demir', 'Elif', 'en de', 2, 'late', 0.9, 1.15, [m('payment', 55, 2, receives), m('orders', 30, 1)]],
  ['Nils Petersen', 'Nils', 'en de', 2, 'early', 1.2, 0.9, [m('payment', 40)]],
  ['Grace Whitfield', 'Grace', 'en', 2, 'early', 0.95, 1.25, [m('advice', 60), m('care', 20, 1)]],
  ['Oskar Vogt', 'Oskar', 'en de', 2, 'early', 1, 1, [m('advice', 50), m('warranty', 30, 1)]],
  ['Ines Carvalho', 'Ines', 'en', 2, 'late', 1.05, 1.05, [m('advice', 50), m('returns', 25, 1)]],
  ['Finn Sørensen', 'Finn', 'en de', 2, 'late', 1.15, 0.95, [m('advice', 40), m('warranty', 30, 1)]],
  ['Marta Nowak', 'Marta', 'en de', 2, 'early', 1, 1.1, [m('warranty', 55, 2, receives), m('orders', 25, 1)]],
  ['Paul Engel', 'Paul', 'en de', 2, 'late', 1.1, 1, [m('warranty', 45), m('advice', 25, 1)]],
  ['Leah Morgan', 'Leah', 'en', 2, 'late', 0.95, 1.1, [m('care', 50), m('payment', 30, 1)]],
  ['林晓雯', '晓雯', 'zh en', 2, 'china', 0.85, 1.3, [m('chinese', 60, 2, receives)]],
  ['陈志远', '志远', 'zh en', 2, 'china', 1, 1, [m('chinese', 50)]],
  ['王若溪', '若溪', 'zh', 2, 'china', 1.05, 1.1, [m('chinese', 45, 2, { capacity: 2 })]],
  ['赵明宇', '明宇', 'zh', 2, 'late', 1.15, 0.9, [m('chinese', 40)]],
  ['Sun Yating', 'Yating', 'zh en', 2, 'late', 0.95, 1.15, [m('chinese', 50, 2, receives), m('care', 25, 1)]],
]

export const agents: DemoAgent[] = rows.map(
  ([name, publicName, languages, capacity, pattern, pace, charm, memberships]) => ({
    name,
    publicName,
    languages: languages.split(' '),
    capacity,
    pattern,
    pace,
    charm,
    memberships,
  }),
)

/** Sign-in names of agents: of the public name where it is Latin, else by number. */
export const agentEmail = (agent: DemoAgent, index: number, domain: string): string => {
  const plainName = agent.publicName.normalize('NFD').replace(/[^A-Za-z]/g, '')
  const pinyin: Record<string, string> = { 晓雯: 'xiaowen', 志远: 'zhiyuan', 若溪: 'ruoxi', 明宇: 'mingyu' }
  const local = plainName.toLowerCase() || pinyin[agent.publicName] || `agent${index + 1}`
  return `${local}@${domain}`
}

/** The people who do not take conversations themselves. */
export const staff = [
  { name: 'Robin Albers', email: 'admin', role: 'administrator' },
  { name: 'Katrin Busch', email: 'supervisor', role: 'supervisor' },
  { name: '何文静', email: 'supervisor.zh', role: 'supervisor' },
  { name: 'Daniel Reuter', email: 'manager', role: 'manager' },
  { name: 'Yusuf Aydin', email: 'quality', role: 'quality_inspector' },
] as const
