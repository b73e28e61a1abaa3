import { useState } from 'preact/hooks'
import { cleanText, MAX_TEXT } from '../core/clean-text'
import { Chunk } from './chunk'
import { ComposerLine } from './composer-line'
import { ComposerPanel, type Panel } from './composer-panel'
import { useWindow } from './context'
import { parts } from './parts'
import { QuoteBar } from './quote'
import { useDraft } from './use-draft'
import { useFilesFromPage } from './use-files-from-page'

const MAX_FILES = 10

/** Where the customer writes. Nothing disables it: without a connection the words are kept and sent later. */
export function Composer() {
  const { chat, state, words } = useWindow()
  const draft = useDraft()
  const [panel, setPanel] = useState<Panel>(null)
  const [files, setFiles] = useState<File[]>([])
  const text = cleanText(draft.draft)
  const over = text.length - MAX_TEXT
  const canSend = (text.length > 0 || files.length > 0) && over <= 0
  const shut = () => {
    setPanel(null)
    draft.focus()
  }
  const take = (more: File[]) => {
    setFiles((known) => [...known, ...more].slice(0, MAX_FILES))
    shut()
  }
  const dropping = useFilesFromPage(take)
  const send = () => {
    if (!canSend) return
    for (const file of files) chat.sendFile(file)
    setFiles([])
    chat.send(draft.draft)
    draft.clear()
    shut()
  }
  return (
    <form
      class={dropping ? 'composer dropping' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !panel) return
        event.stopPropagation()
        shut()
      }}
    >
      {state.conversation?.status === 'with_bot' && (
        <Chunk load={parts.bot}>{({ HumanButton }) => <HumanButton />}</Chunk>
      )}
      {state.session!.channel.settings.menu.length > 0 && (
        <Chunk load={parts.menu}>{({ MenuRow }) => <MenuRow />}</Chunk>
      )}
      <QuoteBar />
      {over > 0 && (
        <p class="bar bad" role="alert">
          {words.tooLong(over)}
        </p>
      )}
      {files.length > 0 && (
        <Chunk load={parts.attach}>
          {({ Tray }) => (
            <Tray files={files} onRemove={(file) => setFiles(files.filter((f) => f !== file))} />
          )}
        </Chunk>
      )}
      <ComposerPanel
        panel={panel}
        onEmoji={draft.insert}
        onFiles={take}
        onOrders={() => setPanel('orders')}
        onShut={shut}
      />
      <ComposerLine draft={draft} canSend={canSend} panel={panel} onOpen={setPanel} onSend={send} />
      <p id="send-keys" class="hidden">
        {words.sendKeys}
      </p>
    </form>
  )
}
