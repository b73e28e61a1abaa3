import '../shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import { findEmoji } from './emoji-search'
import { usePartWords } from './part-words'

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 }

/** Search, then a grid by group; the arrows move through it, Enter inserts. */
export function EmojiPicker({ onPick }: { onPick: (sign: string) => void }) {
  const words = usePartWords()
  const [search, setSearch] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const found = findEmoji(search)
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus()
  }, [])

  const move = (event: KeyboardEvent) => {
    const all = [...grid.current!.querySelectorAll<HTMLElement>('button')]
    const at = all.indexOf(document.activeElement as HTMLElement)
    const columns = Math.max(1, Math.floor(grid.current!.clientWidth / 44))
    const step =
      STEPS[event.key] ?? (event.key === 'ArrowDown' ? columns : event.key === 'ArrowUp' ? -columns : 0)
    if (step === 0) return
    event.preventDefault()
    if (at + step < 0) return field.current?.focus()
    all[Math.min(at + step, all.length - 1)]?.focus()
  }
  return (
    <div class="emoji">
      <input
        ref={field}
        type="search"
        value={search}
        aria-label={words.emojiSearch}
        placeholder={words.emojiSearch}
        onInput={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault()
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          grid.current?.querySelector('button')?.focus()
        }}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows work on the buttons within */}
      <div class="emoji-grid" ref={grid} onKeyDown={move}>
        {found.map((group, index) => (
          <fieldset key={words.emojiGroups[index]} hidden={group.length === 0}>
            <legend>{words.emojiGroups[index]}</legend>
            {group.map(({ sign, words: names }) => (
              <button type="button" key={sign} aria-label={`${sign} ${names}`} onClick={() => onPick(sign)}>
                {sign}
              </button>
            ))}
          </fieldset>
        ))}
        {found.every((group) => group.length === 0) && <p role="status">{words.emojiNone}</p>}
      </div>
    </div>
  )
}
