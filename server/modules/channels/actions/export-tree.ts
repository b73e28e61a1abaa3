import { byteOrderMark, csvLines } from '@/server/platform/csv'
import { mostLevels, type Tree } from '../contract'
import { treeColumns, treeRows } from '../domain/plan-tree-import'
import { listNodes } from '../store/tree-rows'

const part = 2_000

/** The tree as pieces of a CSV file that the import takes back. */
export async function* exportTree(tree: Tree): AsyncGenerator<string> {
  yield `${byteOrderMark}${csvLines([treeColumns(mostLevels)])}`
  const rows = treeRows(await listNodes(tree), mostLevels)
  for (let at = 0; at < rows.length; at += part) yield csvLines(rows.slice(at, at + part))
}
