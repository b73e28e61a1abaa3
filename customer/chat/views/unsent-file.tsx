import { fileSize } from '../core/file-size'
import type { OutboxItem } from '../core/outbox'
import { useWindow } from './context'
import { Icon } from './icon'
import { useOwnFile } from './use-file'

/** A file on its way: what it is, how far it has come, and the way to stop it. */
export function UnsentFile({ item, file }: { item: OutboxItem; file: NonNullable<OutboxItem['file']> }) {
  const { chat, state, words } = useWindow()
  const url = useOwnFile(item.clientMessageId)
  const share = state.uploads[item.clientMessageId] ?? 0
  return (
    <>
      {item.kind === 'picture' && url ? (
        // biome-ignore lint/performance/noImgElement: this is no Next.js page
        <img class="picture" src={url} alt={file.name} />
      ) : (
        <p class="attached">
          <Icon name={item.kind === 'voice' ? 'mic' : 'file'} />
          <span>
            <bdi>{file.name}</bdi>
            <small>{fileSize(file.size, words.locale)}</small>
          </span>
        </p>
      )}
      {item.state === 'uploading' && (
        <div class="upload">
          <progress value={share} max={1} aria-label={words.uploading(file.name)} />
          <button type="button" class="link" onClick={() => chat.discard(item.clientMessageId)}>
            {words.cancel}
          </button>
          {item.attempts > 0 && <span>{words.waitingToSend}</span>}
        </div>
      )}
    </>
  )
}
