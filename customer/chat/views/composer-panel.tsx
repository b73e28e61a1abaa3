import { Chunk } from './chunk'
import { parts } from './parts'

/** A part of the window that opens above the line: one at a time. */
export type Panel = 'emoji' | 'attach' | 'orders' | 'record' | null

type Props = {
  panel: Panel
  onEmoji: (sign: string) => void
  onFiles: (files: File[]) => void
  onOrders: () => void
  onShut: () => void
}

export function ComposerPanel({ panel, onEmoji, onFiles, onOrders, onShut }: Props) {
  switch (panel) {
    case 'emoji':
      return (
        <Chunk key="emoji" load={parts.emoji}>
          {({ EmojiPicker }) => <EmojiPicker onPick={onEmoji} />}
        </Chunk>
      )
    case 'attach':
      return (
        <Chunk key="attach" load={parts.attach}>
          {({ AttachMenu }) => <AttachMenu onFiles={onFiles} onOrders={onOrders} />}
        </Chunk>
      )
    case 'orders':
      return (
        <Chunk key="orders" load={parts.orders}>
          {({ OrderPicker }) => <OrderPicker onDone={onShut} />}
        </Chunk>
      )
    case 'record':
      return (
        <Chunk key="record" load={parts.recorder}>
          {({ Recorder }) => <Recorder onDone={(file) => onFiles([file])} onCancel={onShut} />}
        </Chunk>
      )
    case null:
      return null
  }
}
