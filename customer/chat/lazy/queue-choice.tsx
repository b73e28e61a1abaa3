import '../shared'
import { useState } from 'preact/hooks'
import type { QueueView } from '@/server/http/v1/contract'
import { useWindow } from '../views/context'
import { usePartWords } from './part-words'

/** It takes long: wait on, leave a message, or go to another team. */
export function QueueChoice({ choice }: { choice: NonNullable<QueueView['choice']> }) {
  const { chat } = useWindow()
  const words = usePartWords()
  const [busy, setBusy] = useState(false)
  const choose = (what: 'wait' | 'message' | 'group') => {
    setBusy(true)
    void chat.choose(what).then(() => setBusy(false))
  }
  return (
    <fieldset class="choices">
      <legend>
        <span role="status">{words.choiceAsk}</span>
      </legend>
      <div class="buttons">
        <button type="button" class="button" disabled={busy} onClick={() => choose('wait')}>
          {words.choiceWait}
        </button>
        <button type="button" class="button" disabled={busy} onClick={() => choose('message')}>
          {words.choiceMessage}
        </button>
        {choice.group && (
          <button type="button" class="button" disabled={busy} onClick={() => choose('group')}>
            {words.choiceGroup(choice.group.name)}
          </button>
        )}
      </div>
    </fieldset>
  )
}
