import { earlierRows } from '../core/timeline'
import { useWindow } from './context'
import { TimelineRow } from './timeline-row'

/** Earlier conversations above the present one; scrolling to the top reads on, and so does the button. */
export function EarlierPart() {
  const { chat, state, words } = useWindow()
  const { earlier, earlierLoad } = state
  if (earlierLoad === 'done' && earlier.length === 0) return null
  return (
    <>
      {earlierLoad !== 'done' && (
        <p class="earlier" role={earlierLoad === 'failed' ? 'alert' : undefined}>
          {earlierLoad === 'failed' && words.earlierFailed}
          <button
            type="button"
            class="link"
            disabled={earlierLoad === 'loading'}
            onClick={() => void chat.loadEarlier()}
          >
            {earlierLoad === 'loading'
              ? words.earlierLoading
              : earlierLoad === 'failed'
                ? words.retry
                : words.earlierMore}
          </button>
        </p>
      )}
      {earlier.length > 0 && (
        <section aria-label={words.earlier}>
          {earlierRows(earlier).map((row) => (
            <TimelineRow key={row.key} row={row} past />
          ))}
          <p class="divider">
            <span>{words.earlierEnd}</span>
          </p>
        </section>
      )}
    </>
  )
}
