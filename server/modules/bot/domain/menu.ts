/** The buttons that an editor made, as a customer is shown them. */
import type { BotButton } from '../../conversations/contract'
import type { BotSettings, MenuNode } from '../contract'
import { localized } from './answer-turn'

export function buttonsOf(nodes: readonly MenuNode[], language: 'en' | 'zh'): BotButton[] {
  return nodes.map(({ key, label, action }) => {
    const shown = localized(label, language)
    switch (action.kind) {
      case 'article':
        return { label: shown, choice: { kind: 'article', id: action.articleId } }
      case 'question':
        return { label: shown, choice: { kind: 'question', text: localized(action.text, language) || shown } }
      case 'category':
        return { label: shown, choice: { kind: 'category', id: action.categoryId } }
      case 'link':
        return { label: shown, url: action.url }
      case 'human':
        return { label: shown, choice: { kind: 'human' } }
      case 'menu':
        return { label: shown, choice: { kind: 'menu', key } }
    }
  })
}

export function findNode(nodes: readonly MenuNode[], key: string): MenuNode | null {
  for (const node of nodes) {
    if (node.key === key) return node
    const below = node.action.kind === 'menu' ? findNode(node.action.items, key) : null
    if (below) return below
  }
  return null
}

type Node = { parentId: string | null; disabled: boolean }

/** Whether the category, or one above it, is handed over at once. */
export function isHandedOver(
  { handOver }: BotSettings,
  categories: ReadonlyMap<string, Node>,
  categoryId: string | null,
): boolean {
  const wanted = new Set(handOver.categoryIds)
  for (let id = categoryId, steps = 0; id !== null && steps < 20; steps += 1) {
    if (wanted.has(id)) return true
    id = categories.get(id)?.parentId ?? null
  }
  return false
}
