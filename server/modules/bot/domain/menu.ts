/** The buttons that an editor made, as a customer is shown them. */
import type { BotButton, BotChoice } from '../../conversations/contract'
import type { BotSettings, MenuNode } from '../contract'
import { localized } from './answer-turn'

export function buttonsOf(nodes: readonly MenuNode[], language: 'en' | 'zh'): BotButton[] {
  return nodes.map((node) => {
    const label = localized(node.label, language)
    if (node.action.kind === 'link') return { label, url: node.action.url }
    return { label, choice: choiceOf(node, label, language) }
  })
}

function choiceOf({ key, action }: MenuNode, label: string, language: 'en' | 'zh'): BotChoice {
  switch (action.kind) {
    case 'article':
      return { kind: 'article', id: action.articleId }
    case 'question':
      return { kind: 'question', text: localized(action.text, language) || label }
    case 'category':
      return { kind: 'category', id: action.categoryId }
    case 'human':
      return { kind: 'human' }
    default:
      return { kind: 'menu', key }
  }
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
