import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useWindow } from './context'

/** What is being written: kept over reloads, told to the other side, in a field as high as its text. */
export function useDraft() {
  const { chat } = useWindow()
  const field = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState(() => chat.storage.get('draft') ?? '')

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current!
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight + 2}px`
  }, [draft])
  useEffect(() => chat.storage.set('draft', draft || null), [chat, draft])

  const write = (value: string) => {
    setDraft(value)
    chat.typing(value.trim().length > 0, value)
  }
  return {
    field,
    draft,
    write,
    /** At the caret, over what is selected. */
    insert(piece: string) {
      const area = field.current!
      area.setRangeText(piece, area.selectionStart, area.selectionEnd, 'end')
      write(area.value)
    },
    clear: () => setDraft(''),
    focus: () => field.current?.focus(),
  }
}

export type Draft = ReturnType<typeof useDraft>
