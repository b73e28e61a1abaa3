import { useEffect, useState } from 'preact/hooks'
import { kindOf, refusalOfFile } from '../core/file-kind'
import { fileSize } from '../core/file-size'
import { useWindow } from '../views/context'
import { Icon } from '../views/icon'
import { usePartWords } from './part-words'

/** What goes with the next message: seen before it is sent, and taken out again with one tap. */
export function Tray({ files, onRemove }: { files: File[]; onRemove: (file: File) => void }) {
  const words = usePartWords()
  if (files.length === 0) return null
  return (
    <ul class="tray" aria-label={words.tray}>
      {files.map((file) => (
        <Chosen
          key={`${file.name}${file.size}${file.lastModified}`}
          file={file}
          onRemove={() => onRemove(file)}
        />
      ))}
    </ul>
  )
}

function Chosen({ file, onRemove }: { file: File; onRemove: () => void }) {
  const { words: common } = useWindow()
  const words = usePartWords()
  const [url, setUrl] = useState<string | null>(null)
  const kind = kindOf(file)
  const refusal = refusalOfFile(file)
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return (
    <li>
      {kind === 'picture' && url && !refusal ? (
        // biome-ignore lint/performance/noImgElement: this is no Next.js page
        <img src={url} alt="" />
      ) : kind === 'voice' && url ? (
        // biome-ignore lint/a11y/useMediaCaption: the customer's own recording
        <audio controls src={url} aria-label={file.name} />
      ) : (
        <Icon name="file" />
      )}
      <span>
        <bdi>{file.name}</bdi>
        <small>{fileSize(file.size, common.locale)}</small>
        {refusal && <small role="alert">{common.problems[refusal]}</small>}
      </span>
      <button type="button" class="tool" aria-label={words.trayRemove(file.name)} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </li>
  )
}
