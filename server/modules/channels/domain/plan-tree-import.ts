/**
 * What a file does to a tree. A row names one node by the names of all levels down to it, so a file can neither
 * make a circle nor hang a node below what is not there: levels that are missing are made. Every bad field of
 * every row is found in one pass, and a file with one bad field does nothing.
 */
export const mostRows = 50_000

export type Stored = {
  id: string
  parentId: string | null
  names: { en?: string; zh?: string }
  position: number
  disabled: boolean
}
export type TreeProblemCode =
  | 'column_missing'
  | 'column_unknown'
  | 'missing'
  | 'too_long'
  | 'not_yes_no'
  | 'twice'
  | 'differs'
  | 'name_taken'
export type TreeProblem = { row: number; column: string; code: TreeProblemCode; value: string }
export type PlannedNode = Stored & { names: { en: string; zh: string } }
export type TreePlan = {
  created: PlannedNode[]
  updated: { before: Stored; after: PlannedNode }[]
  unchanged: number
  problems: TreeProblem[]
}

const mostCharacters = 80
const yes = new Set(['yes', 'true', '1', '是'])
const no = new Set(['no', 'false', '0', '否'])

export function treeColumns(levels: number): string[] {
  const numbers = Array.from({ length: levels }, (_, i) => i + 1)
  return [...numbers.flatMap((level) => [`en_${level}`, `zh_${level}`]), 'disabled']
}

type Level = { en: string; zh: string }
type Row = { row: number; levels: Level[]; disabled: boolean | null }

/** The first record holds the columns; the numbers of rows are those of a spreadsheet. */
export function planTreeImport(
  records: readonly (readonly string[])[],
  stored: readonly Stored[],
  { levels, newId }: { levels: number; newId: () => string },
): TreePlan {
  const problems: TreeProblem[] = []
  const places = readHeader(records[0] ?? [], levels, problems)
  if (problems.length > 0) return { created: [], updated: [], unchanged: 0, problems }
  const growing = new Growing(stored, newId, problems)
  for (let at = 1; at < records.length; at += 1) {
    const row = readRow(records[at] ?? [], { row: at + 1, places, levels }, problems)
    if (row) growing.take(row)
  }
  return growing.finish()
}

function readHeader(
  header: readonly string[],
  levels: number,
  problems: TreeProblem[],
): ReadonlyMap<string, number> {
  const known = treeColumns(levels)
  const places = new Map(header.map((name, at) => [name.trim().toLowerCase(), at]))
  for (const name of places.keys()) {
    if (!known.includes(name)) problems.push({ row: 1, column: name, code: 'column_unknown', value: name })
  }
  for (const name of ['en_1', 'zh_1']) {
    if (!places.has(name)) problems.push({ row: 1, column: name, code: 'column_missing', value: '' })
  }
  return places
}

type Reading = { row: number; places: ReadonlyMap<string, number>; levels: number }

/** null where a field is bad: what follows from a bad name would only repeat it. */
function readRow(
  cells: readonly string[],
  { row, places, levels }: Reading,
  problems: TreeProblem[],
): Row | null {
  const cell = (column: string) => cells[places.get(column) ?? -1]?.trim() ?? ''
  const before = problems.length
  const bad = (column: string, code: TreeProblemCode) =>
    problems.push({ row, column, code, value: cell(column).slice(0, 120) })
  const named: Level[] = []
  for (let level = 1; level <= levels; level += 1) {
    named.push({ en: cell(`en_${level}`), zh: cell(`zh_${level}`) })
  }
  const depth = Math.max(1, named.findLastIndex(({ en, zh }) => en !== '' || zh !== '') + 1)
  for (let level = 1; level <= depth; level += 1) {
    for (const language of ['en', 'zh'] as const) {
      const column = `${language}_${level}`
      if (cell(column) === '') bad(column, 'missing')
      else if (cell(column).length > mostCharacters) bad(column, 'too_long')
    }
  }
  const flag = cell('disabled').toLowerCase()
  if (flag !== '' && !yes.has(flag) && !no.has(flag)) bad('disabled', 'not_yes_no')
  if (problems.length > before) return null
  return { row, levels: named.slice(0, depth), disabled: flag === '' ? null : yes.has(flag) }
}

type Growth = {
  node: PlannedNode
  before: Stored | null
  level: number
  /** Where the file first names it, and where it has a row of its own. */
  row: number | null
  own: number | null
}

/** The tree while the rows are laid over it, with each set of siblings by its English names. */
class Growing {
  private readonly siblings = new Map<string | null, Map<string, Growth>>()

  constructor(
    stored: readonly Stored[],
    private readonly newId: () => string,
    private readonly problems: TreeProblem[],
  ) {
    for (const before of stored) {
      const en = before.names.en ?? before.names.zh ?? ''
      const node = { ...before, names: { en, zh: before.names.zh ?? en } }
      this.below(before.parentId).set(en.toLowerCase(), { node, before, level: 0, row: null, own: null })
    }
  }

  private below(parentId: string | null): Map<string, Growth> {
    const there = this.siblings.get(parentId)
    if (there) return there
    const made = new Map<string, Growth>()
    this.siblings.set(parentId, made)
    return made
  }

  take({ row, levels, disabled }: Row): void {
    let parentId: string | null = null
    let grown: Growth | null = null
    for (const [at, names] of levels.entries()) {
      grown = this.name(parentId, names, at + 1, row)
      parentId = grown.node.id
    }
    if (!grown) return
    const last = levels.length
    if (grown.own !== null) {
      this.problems.push({ row, column: `en_${last}`, code: 'twice', value: grown.node.names.en })
    }
    grown.own ??= row
    if (disabled !== null) grown.node.disabled = disabled
  }

  private name(parentId: string | null, names: Level, level: number, row: number): Growth {
    const siblings = this.below(parentId)
    const known = siblings.get(names.en.toLowerCase())
    if (!known) {
      const node = { id: this.newId(), parentId, names, position: siblings.size, disabled: false }
      const made = { node, before: null, level, row, own: null }
      siblings.set(names.en.toLowerCase(), made)
      return made
    }
    if (known.row === null) {
      known.node.names = names
      known.row = row
    } else if (known.node.names.zh !== names.zh) {
      this.problems.push({ row, column: `zh_${level}`, code: 'differs', value: names.zh })
    }
    known.level = level
    return known
  }

  finish(): TreePlan {
    const plan: TreePlan = { created: [], updated: [], unchanged: 0, problems: this.problems }
    for (const siblings of this.siblings.values()) {
      this.refuseSameChinese([...siblings.values()])
      for (const { node, before, row } of siblings.values()) {
        if (!before) plan.created.push(node)
        else if (isSame(before, node)) plan.unchanged += row === null ? 0 : 1
        else if (row !== null) plan.updated.push({ before, after: node })
      }
    }
    plan.problems.sort((a, b) => a.row - b.row)
    return plan
  }

  private refuseSameChinese(siblings: readonly Growth[]): void {
    const taken = new Map<string, Growth>()
    for (const grown of siblings) {
      const zh = grown.node.names.zh.toLowerCase()
      const other = taken.get(zh)
      taken.set(zh, grown)
      const row = grown.row ?? other?.row ?? null
      if (!other || row === null) continue
      const { level } = grown.row === null ? other : grown
      this.problems.push({ row, column: `zh_${level}`, code: 'name_taken', value: grown.node.names.zh })
    }
  }
}

const isSame = (before: Stored, after: Stored) =>
  before.names.en === after.names.en &&
  before.names.zh === after.names.zh &&
  before.disabled === after.disabled

/** Every node as a row that the import takes back, parents before children. */
export function treeRows(nodes: readonly Stored[], levels: number): string[][] {
  const below = new Map<string | null, Stored[]>()
  for (const node of nodes) below.set(node.parentId, [...(below.get(node.parentId) ?? []), node])
  const walk = (parentId: string | null, above: readonly string[]): string[][] =>
    (below.get(parentId) ?? [])
      .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
      .flatMap((node) => {
        const en = node.names.en ?? node.names.zh ?? ''
        const path = [...above, en, node.names.zh ?? en]
        const empty = Array<string>(Math.max(0, levels * 2 - path.length)).fill('')
        return [[...path, ...empty, node.disabled ? 'yes' : 'no'], ...walk(node.id, path)]
      })
  return walk(null, [])
}
