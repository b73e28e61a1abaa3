import { useEffect, useRef, useState } from 'preact/hooks'
import type { CategoryNode } from '@/server/http/v1/contract'
import { inLanguage } from '../../i18n/words'
import { pathTo } from '../core/category-path'
import { useWindow } from './context'
import { Icon } from './icon'

/** The topic, step by step down the tree. May be skipped; the composer works all along. */
export function CategoryPicker() {
  const { chat, state, words, language } = useWindow()
  const roots = state.session!.channel.categories
  const [trail, setTrail] = useState<CategoryNode[]>([])
  const first = useRef<HTMLDivElement>(null)
  const shown = useRef(trail)
  const options = trail.at(-1)?.children ?? roots
  const name = (node: CategoryNode) => inLanguage(node.names, language)

  useEffect(() => {
    if (shown.current !== trail) first.current?.querySelector('button')?.focus()
    shown.current = trail
  }, [trail])
  const pick = (id: string | null) => {
    chat.pickCategory(id, id === null)
    document.querySelector('textarea')?.focus()
  }

  if (state.categorySkipped) return null
  if (state.categoryId) {
    const path = pathTo(roots, state.categoryId).map(name).join(' › ')
    return (
      <p class="chosen">
        {words.categoryAbout(path)}
        <button type="button" class="link" onClick={() => chat.pickCategory(null)}>
          {words.categoryChange}
        </button>
      </p>
    )
  }
  return (
    <fieldset class="categories">
      <legend>{trail.length > 0 ? trail.map(name).join(' › ') : words.categoryAsk}</legend>
      <div ref={first}>
        {options.map((node) => (
          <button
            type="button"
            class="choice"
            key={node.id}
            onClick={() => (node.children.length > 0 ? setTrail([...trail, node]) : pick(node.id))}
          >
            <span>{name(node)}</span>
            {node.children.length > 0 && <Icon name="arrow" />}
          </button>
        ))}
      </div>
      <div class="choice-end">
        {trail.length > 0 && (
          <button type="button" class="link" onClick={() => setTrail(trail.slice(0, -1))}>
            <Icon name="back" /> {words.categoryBack}
          </button>
        )}
        <button type="button" class="link" onClick={() => pick(null)}>
          {words.categorySkip}
        </button>
      </div>
    </fieldset>
  )
}
