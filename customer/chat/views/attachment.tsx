import { useState } from 'preact/hooks'
import type { MessageView } from '@/server/http/v1/contract'
import { fileSize } from '../core/file-size'
import { Chunk } from './chunk'
import { useWindow } from './context'
import { Icon } from './icon'
import { parts } from './parts'
import { useFile } from './use-file'

type File = NonNullable<MessageView['attachment']>

/** A picture stands small in the log, sound and film play in place, everything else is a link. */
export function Attachment({ file, kind }: { file: File; kind: MessageView['kind'] }) {
  if (kind === 'picture' && file.mediaType.startsWith('image/')) return <Picture file={file} />
  if (/^(audio|video)\//.test(file.mediaType) && kind !== 'file') return <Recording file={file} kind={kind} />
  return <Download file={file} />
}

function Picture({ file }: { file: File }) {
  const { words } = useWindow()
  const { url, failed, retry } = useFile(file.id)
  const [large, setLarge] = useState(false)
  if (failed) return <Missing name={file.name} onRetry={retry} />
  return (
    <>
      <button
        type="button"
        class="picture"
        aria-label={words.pictureOpen(file.name)}
        onClick={() => setLarge(true)}
      >
        {url && (
          // biome-ignore lint/performance/noImgElement: this is no Next.js page
          <img src={url} alt="" onError={retry} />
        )}
      </button>
      {large && url && (
        <Chunk load={parts.media}>
          {({ Viewer }) => <Viewer url={url} name={file.name} onClose={() => setLarge(false)} />}
        </Chunk>
      )}
    </>
  )
}

function Recording({ file, kind }: { file: File; kind: MessageView['kind'] }) {
  const { words } = useWindow()
  const [wanted, setWanted] = useState(false)
  const { url, failed, retry } = useFile(file.id, wanted)
  if (failed) return <Missing name={file.name} onRetry={retry} />
  if (wanted && url)
    return (
      <Chunk load={parts.media}>
        {({ Player }) => <Player url={url} name={file.name} sound={kind === 'voice'} />}
      </Chunk>
    )
  return (
    <button type="button" class="attached" disabled={wanted} onClick={() => setWanted(true)}>
      <Icon name="play" />
      <span>
        {kind === 'voice' ? words.voicePlay : words.videoPlay(file.name)}
        <small>{fileSize(file.size, words.locale)}</small>
      </span>
    </button>
  )
}

/** Fetched with the customer's token, then saved under its own name. */
function Download({ file }: { file: File }) {
  const { chat, words } = useWindow()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const save = () => {
    setState('busy')
    chat.downloads.open(file.id).then(
      (url) => {
        const link = document.createElement('a')
        link.href = url
        link.download = file.name
        link.click()
        chat.downloads.release(file.id)
        setState('idle')
      },
      () => setState('failed'),
    )
  }
  return (
    <>
      <button
        type="button"
        class="attached"
        disabled={state === 'busy'}
        aria-label={words.fileSave(file.name, fileSize(file.size, words.locale))}
        onClick={save}
      >
        <Icon name="file" />
        <span>
          <bdi>{file.name}</bdi>
          <small>{fileSize(file.size, words.locale)}</small>
        </span>
      </button>
      {state === 'failed' && <p role="alert">{words.fileFailed}</p>}
    </>
  )
}

function Missing({ name, onRetry }: { name: string; onRetry: () => void }) {
  const { words } = useWindow()
  return (
    <p class="text">
      <bdi>{name}</bdi>: {words.fileFailed}{' '}
      <button type="button" class="link" onClick={onRetry}>
        {words.retry}
      </button>
    </p>
  )
}
