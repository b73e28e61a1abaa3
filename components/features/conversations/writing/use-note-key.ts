import { useWindowEvent } from '@mantine/hooks'
import { isTyping } from '@/components/patterns/shell/keys-dialog'
import { useSingleKeys } from '@/components/patterns/shell/single-keys'
import { isInDialog } from '../use-workspace-keys'

/** I, outside of text: an internal note. */
export function useNoteKey(write: () => void): void {
  const [single] = useSingleKeys()
  useWindowEvent('keydown', (event) => {
    if (!single || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key.toLowerCase() !== 'i' || isTyping(event) || isInDialog(event)) return
    event.preventDefault()
    write()
  })
}
