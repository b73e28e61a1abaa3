import type { Stored } from './plan-tree-import'

/** A branch under new ids, beside the original, under names that no sibling has. */
export function copyBranch(nodes: readonly Stored[], id: string, newId: () => string): Stored[] {
  const top = nodes.find((node) => node.id === id)
  if (!top) return []
  const siblings = nodes.filter(({ parentId }) => parentId === top.parentId)
  const copies: Stored[] = []
  const copy = (node: Stored, parentId: string | null, names: Stored['names']): void => {
    const own = { ...node, id: newId(), parentId, names }
    copies.push(own)
    for (const child of nodes) if (child.parentId === node.id) copy(child, own.id, child.names)
  }
  copy(top, top.parentId, freeNames(top.names, siblings))
  return copies
}

const mostCharacters = 80

function freeNames(names: Stored['names'], siblings: readonly Stored[]): Stored['names'] {
  const named = (language: 'en' | 'zh', count: number) => {
    const name = names[language]
    if (name === undefined) return undefined
    const number = count === 1 ? '' : ` ${count}`
    const end = language === 'en' ? ` (copy${number})` : `（副本${number}）`
    return `${name.slice(0, mostCharacters - end.length)}${end}`
  }
  const taken = (language: 'en' | 'zh', name: string | undefined) =>
    name !== undefined &&
    siblings.some((sibling) => sibling.names[language]?.toLowerCase() === name.toLowerCase())
  for (let count = 1; ; count += 1) {
    const [en, zh] = [named('en', count), named('zh', count)]
    if (taken('en', en) || taken('zh', zh)) continue
    return { ...(en !== undefined && { en }), ...(zh !== undefined && { zh }) }
  }
}
