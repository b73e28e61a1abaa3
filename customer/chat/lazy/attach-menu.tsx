import { useEffect, useRef } from 'preact/hooks'
import { useWindow } from '../views/context'
import { Icon } from '../views/icon'
import { usePartWords } from './part-words'

type Props = { onFiles: (files: File[]) => void; onOrders: () => void }

/** What can be sent besides words. A phone opens its camera at once. */
export function AttachMenu({ onFiles, onOrders }: Props) {
  const { state } = useWindow()
  const words = usePartWords()
  const list = useRef<HTMLDivElement>(null)
  const touch = matchMedia('(pointer: coarse)').matches
  useEffect(() => list.current?.querySelector<HTMLElement>('input, button')?.focus(), [])
  const choose = (
    accept: string | undefined,
    name: string,
    icon: 'picture' | 'camera' | 'file',
    camera = false,
  ) => (
    <label class="button attach">
      <Icon name={icon} /> {name}
      <input
        type="file"
        class="hidden"
        multiple={!camera}
        accept={accept}
        capture={camera ? 'environment' : undefined}
        onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])}
      />
    </label>
  )
  return (
    <div class="menu" ref={list}>
      {choose('image/png,image/jpeg,image/gif,image/webp,video/*', words.attachPicture, 'picture')}
      {touch && choose('image/*', words.attachCamera, 'camera', true)}
      {choose(undefined, words.attachFile, 'file')}
      {!state.session!.customer.anonymous && (
        <button type="button" class="button attach" onClick={onOrders}>
          <Icon name="order" /> {words.attachOrder}
        </button>
      )}
    </div>
  )
}
