import { useState } from 'preact/hooks'
import { useWindow } from './context'

/** The agent thinks it is done: the customer decides. Writing on means no, too. */
export function Resolution() {
  const { chat, state, words } = useWindow()
  const [busy, setBusy] = useState(false)
  if (state.conversation?.status !== 'awaiting_confirmation') return null
  const answer = (solved: boolean) => {
    setBusy(true)
    void chat.resolve(solved).then(() => setBusy(false))
  }
  return (
    <section class="card" aria-label={words.solvedAsk}>
      <strong role="status">{words.solvedAsk}</strong>
      <div class="buttons">
        <button type="button" class="button primary" disabled={busy} onClick={() => answer(true)}>
          {words.solvedYes}
        </button>
        <button type="button" class="button" disabled={busy} onClick={() => answer(false)}>
          {words.solvedNo}
        </button>
      </div>
    </section>
  )
}
