import { useWindow } from './context'
import { Icon } from './icon'

/** The last refusal in words. */
export function ProblemBar() {
  const { chat, state, words } = useWindow()
  return (
    <div role="alert">
      {state.problem && (
        <p class="bar bad">
          <span>{words.problems[state.problem] ?? words.problems.internal}</span>
          <button type="button" class="plain" aria-label={words.dismiss} onClick={chat.dismissProblem}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  )
}
