import { fileSize } from '../core/file-size'
import type { MessageRow } from '../core/timeline'
import { useWindow } from './context'
import { LinkedText } from './linked-text'

export function MessageBody({ message }: { message: MessageRow }) {
  const { words } = useWindow()
  const { attachment } = message
  return (
    <div class="bubble">
      {attachment && (
        <p class="file">{words.file(attachment.name, fileSize(attachment.size, words.locale))}</p>
      )}
      {message.text && <LinkedText text={message.text} />}
    </div>
  )
}
