import { useEffect, useId, useRef, useState } from 'preact/hooks'

type Props = { ask: string; explain: string; yes: string; no: string; onYes: () => void; onNo: () => void }

/** One step before what cannot be taken back. Takes the focus; Escape means no. */
export function Confirm({ ask, explain, yes, no, onYes, onNo }: Props) {
  const keep = useRef<HTMLButtonElement>(null)
  const [sent, setSent] = useState(false)
  const id = useId()
  useEffect(() => keep.current?.focus(), [])
  return (
    <div
      class="confirm"
      role="alertdialog"
      aria-labelledby={`${id}a`}
      aria-describedby={`${id}e`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onNo()
      }}
    >
      <strong id={`${id}a`}>{ask}</strong>
      <p id={`${id}e`}>{explain}</p>
      <div class="buttons">
        <button type="button" class="button" ref={keep} onClick={onNo}>
          {no}
        </button>
        <button
          type="button"
          class="button danger"
          disabled={sent}
          onClick={() => {
            setSent(true)
            onYes()
          }}
        >
          {yes}
        </button>
      </div>
    </div>
  )
}
