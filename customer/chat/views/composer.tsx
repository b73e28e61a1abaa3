import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { cleanText, MAX_TEXT } from '../core/clean-text'
import { Chunk } from './chunk'
import { useWindow } from './context'
import { Icon } from './icon'
import { MenuRow } from './menu-row'
import { parts } from './parts'
import { QuoteBar } from './quote'
import { useFilesFromPage } from './use-files-from-page'

/** Where a part of the window opens above the line: one at a time. */
type Panel = 'emoji' | 'attach' | 'orders' | 'record' | null

const canRecord = () => typeof MediaRecorder === 'function' && Boolean(navigator.mediaDevices?.getUserMedia)

/** Where the customer writes. Nothing disables it: without a connection the words are kept and sent later. */
export function Composer() {
  const { chat, state, words } = useWindow()
  const field = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState(() => chat.storage.get('draft') ?? '')
  const [panel, setPanel] = useState<Panel>(null)
  const [files, setFiles] = useState<File[]>([])
  const text = cleanText(draft)
  const over = text.length - MAX_TEXT
  const canSend = (text.length > 0 || files.length > 0) && over <= 0
  const take = (more: File[]) => {
    setFiles((known) => [...known, ...more].slice(0, 10))
    setPanel(null)
    field.current?.focus()
  }
  const dropping = useFilesFromPage(take)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight + 2}px`
  }, [draft, panel])
  useEffect(() => chat.storage.set('draft', draft || null), [chat, draft])

  const write = (value: string) => {
    setDraft(value)
    chat.typing(value.trim().length > 0, value)
  }
  const insert = (piece: string) => {
    const area = field.current!
    area.setRangeText(piece, area.selectionStart, area.selectionEnd, 'end')
    write(area.value)
  }
  const send = () => {
    if (!canSend) return
    for (const file of files) chat.sendFile(file)
    setFiles([])
    chat.send(draft)
    setDraft('')
    setPanel(null)
    field.current?.focus()
  }
  const open = (wanted: Panel) => setPanel(panel === wanted ? null : wanted)
  const shut = () => {
    setPanel(null)
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes (keyCode 229 in Safari), Enter chooses a word; it sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }
  return (
    <form
      class={dropping ? 'composer dropping' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !panel || panel === 'record') return
        event.stopPropagation()
        shut()
      }}
    >
      {state.conversation?.status === 'with_bot' && (
        <button type="button" class="button human" onClick={() => void chat.askHuman()}>
          {words.human}
        </button>
      )}
      <MenuRow />
      <QuoteBar />
      {over > 0 && (
        <p class="bar bad" role="alert">
          {words.tooLong(over)}
        </p>
      )}
      {files.length > 0 && (
        <Chunk load={parts.attach}>
          {({ Tray }) => (
            <Tray files={files} onRemove={(file) => setFiles(files.filter((known) => known !== file))} />
          )}
        </Chunk>
      )}
      {panel === 'emoji' && (
        <Chunk load={parts.emoji}>{({ EmojiPicker }) => <EmojiPicker onPick={insert} />}</Chunk>
      )}
      {panel === 'attach' && (
        <Chunk load={parts.attach}>
          {({ AttachMenu }) => <AttachMenu onFiles={take} onOrders={() => setPanel('orders')} />}
        </Chunk>
      )}
      {panel === 'orders' && (
        <Chunk load={parts.orders}>{({ OrderPicker }) => <OrderPicker onDone={shut} />}</Chunk>
      )}
      {panel === 'record' && (
        <Chunk load={parts.recorder}>
          {({ Recorder }) => <Recorder onDone={(file) => take([file])} onCancel={shut} />}
        </Chunk>
      )}
      <div class="composer-row">
        <button
          type="button"
          class="tool"
          aria-label={words.attach}
          aria-expanded={panel === 'attach'}
          onClick={() => open('attach')}
        >
          <Icon name="clip" />
        </button>
        <textarea
          ref={field}
          rows={1}
          value={draft}
          dir="auto"
          aria-label={words.composer}
          aria-describedby="send-keys"
          placeholder={words.composerHint}
          enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          class="tool"
          aria-label={words.emoji}
          aria-expanded={panel === 'emoji'}
          onClick={() => open('emoji')}
        >
          <Icon name="smile" />
        </button>
        {canSend || !canRecord() ? (
          <button type="submit" class="send" aria-label={words.send} aria-disabled={!canSend}>
            <Icon name="send" />
          </button>
        ) : (
          <button
            type="button"
            class="send"
            aria-label={words.record}
            aria-expanded={panel === 'record'}
            onClick={() => open('record')}
          >
            <Icon name="mic" />
          </button>
        )}
      </div>
      <p id="send-keys" class="hidden">
        {words.sendKeys}
      </p>
    </form>
  )
}
