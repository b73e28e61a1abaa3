import { stringify } from 'csv-stringify/sync'
import { mostLevels, type Tree } from '../contract'
import { treeColumns, treeRows } from '../domain/plan-tree-import'
import { listNodes } from '../store/tree-rows'

const part = 2_000

/** The tree as pieces of a CSV file that the import takes back. Begins with a byte order mark, for Chinese. */
export async function* exportTree(tree: Tree): AsyncGenerator<string> {
  const written = { record_delimiter: '\r\n' }
  yield `\uFEFF${stringify([treeColumns(mostLevels)], written)}`
  const rows = treeRows(await listNodes(tree), mostLevels)
  for (let at = 0; at < rows.length; at += part) {
    yield stringify(
      rows.slice(at, at + part).map((cells) => cells.map(toCell)),
      written,
    )
  }
}

/** What a spreadsheet would take for a formula gets a quote before it. */
const toCell = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
