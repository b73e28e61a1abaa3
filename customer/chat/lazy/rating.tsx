import '../shared'
import { useState } from 'preact/hooks'
import { useWindow } from '../views/context'
import { usePartWords } from './part-words'
import { RatingTags } from './rating-tags'

const SCORES = [1, 2, 3, 4, 5]

/** Two taps: a star, and send. The stars are a radio group, so arrows and space work. */
export function Rating() {
  const { chat, state, words: common } = useWindow()
  const words = usePartWords()
  const [score, setScore] = useState(0)
  const [comment, setComment] = useState('')
  const [tags, setTags] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const conversation = state.conversation
  if (!conversation) return null
  if (conversation.rating)
    return (
      <p class="card thanks" role="status">
        {words.rateThanks}
      </p>
    )
  if (!conversation.canRate) return null
  const choose = (value: number) => {
    setScore(value)
    // Another score offers other words.
    setTags([])
  }
  const submit = (event: Event) => {
    event.preventDefault()
    setBusy(true)
    void chat.rate(score, tags, comment).then(() => setBusy(false))
  }
  return (
    <form class="card" onSubmit={submit}>
      <fieldset class="stars">
        <legend>{words.rateAsk}</legend>
        <div class="star-row">
          {SCORES.map((value) => (
            <label key={value} class={value <= score ? 'star on' : 'star'}>
              <input
                type="radio"
                name="score"
                value={value}
                checked={value === score}
                aria-label={`${words.stars(value)}${common.comma}${words.starWords[value - 1]}`}
                onChange={() => choose(value)}
              />
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M12 2.8l2.8 5.9 6.4.9-4.7 4.5 1.2 6.4-5.7-3.1-5.7 3.1 1.2-6.4L2.8 9.6l6.4-.9z" />
              </svg>
            </label>
          ))}
          <span class="star-word" aria-hidden="true">
            {words.starWords[score - 1]}
          </span>
        </div>
      </fieldset>
      {score > 0 && <RatingTags score={score} chosen={tags} onChange={setTags} />}
      {score > 0 && (
        <div class="rate-end">
          <textarea
            class="comment"
            rows={2}
            maxLength={1000}
            aria-label={words.rateComment}
            placeholder={words.rateComment}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <button type="submit" class="button primary" disabled={busy}>
            {words.rateSend}
          </button>
        </div>
      )}
    </form>
  )
}
