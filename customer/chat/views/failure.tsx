import { useWindow } from './context'

/** The window cannot start, or was signed out: what failed, what is safe, and the way on. */
export function Failure() {
  const { chat, state, words, close } = useWindow()
  const signedOut = state.phase === 'signed_out'
  const reason = words.problems[state.failure ?? ''] ?? words.problems.internal
  return (
    <main class="failure">
      <h1>{signedOut ? words.signedOut : words.failedTitle}</h1>
      {!signedOut && <p role="alert">{reason}</p>}
      <p>{words.failedSafe}</p>
      <div class="buttons">
        <button
          type="button"
          class="button primary"
          onClick={() => (signedOut ? location.reload() : void chat.start())}
        >
          {signedOut ? words.reload : words.retry}
        </button>
        {close && (
          <button type="button" class="button" onClick={close}>
            {words.close}
          </button>
        )}
      </div>
    </main>
  )
}
