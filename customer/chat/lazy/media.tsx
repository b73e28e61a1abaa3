import '../shared'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../views/icon'
import { usePartWords } from './part-words'

/** A picture as large as the window. */
export function Viewer({ url, name, onClose }: { url: string; name: string; onClose: () => void }) {
  const words = usePartWords()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      class="viewer"
      ref={box}
      aria-label={name}
      onClose={onClose}
      onClick={onClose}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {/* biome-ignore lint/performance/noImgElement: this is no Next.js page */}
      <img src={url} alt={name} />
      <button type="button" class="tool" aria-label={words.viewerClose} onClick={onClose}>
        <Icon name="close" />
      </button>
    </dialog>
  )
}

/** Sound or film, playing at once: it was asked for. */
export function Player({ url, name, sound }: { url: string; name: string; sound: boolean }) {
  if (sound) {
    // biome-ignore lint/a11y/useMediaCaption: what people send each other has none
    return <audio class="player" controls autoPlay src={url} aria-label={name} />
  }
  // biome-ignore lint/a11y/useMediaCaption: what people send each other has none
  return <video class="player" controls autoPlay playsInline src={url} aria-label={name} />
}
