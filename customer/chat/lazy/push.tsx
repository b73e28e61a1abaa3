import '../shared'
import { render } from 'preact'
import { useState } from 'preact/hooks'
import { partsEn } from '../../i18n/parts-en'
import { partsZh } from '../../i18n/parts-zh'
import type { Chat } from '../chat'
import { openConversation } from '../core/state'

const WORKER = '/c/push-worker.js'
const SCOPE = '/c/'
/** A button's words stay on one line; the question beside them wraps. */
const WHOLE = { whiteSpace: 'nowrap' }

/**
 * Offers, once a conversation goes on, to tell of answers while the page is closed. Only on a page of its own: a
 * frame of another site may neither ask nor be told.
 */
export function offerPush(chat: Chat): void {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return
  if (Notification.permission === 'granted') void subscribe(chat).catch(() => {})
  if (Notification.permission !== 'default' || chat.storage.get('push') === 'no') return
  const stop = chat.store.subscribe((state) => {
    if (!openConversation(state)) return
    stop()
    const place = document.createElement('div')
    const root = document.getElementById('switchyard')
    if (!root) return
    root.before(place)
    const close = () => {
      render(null, place)
      place.remove()
      root.style.height = ''
    }
    render(<Offer chat={chat} close={close} />, place)
    // The window makes room instead of being covered.
    root.style.height = `calc(var(--height, 100dvh) - ${place.offsetHeight}px)`
  })
}

function Offer({ chat, close }: { chat: Chat; close: () => void }) {
  const words = document.documentElement.lang.startsWith('zh') ? partsZh : partsEn
  const [failed, setFailed] = useState(false)
  const accept = async () => {
    // Asked within the tap: browsers refuse a question that nobody asked for.
    if ((await Notification.requestPermission()) !== 'granted') return close()
    await subscribe(chat).then(close, () => setFailed(true))
  }
  const decline = () => {
    chat.storage.set('push', 'no')
    close()
  }
  return (
    <p class="bar" role="status">
      {failed ? words.pushFailed : words.pushAsk}{' '}
      <button type="button" class="link" style={WHOLE} onClick={() => void accept()}>
        {words.pushYes}
      </button>{' '}
      <button type="button" class="link" style={WHOLE} onClick={decline}>
        {words.pushNo}
      </button>
    </p>
  )
}

async function subscribe(chat: Chat): Promise<void> {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE })
  const { publicKey } = await chat.session.call<{ publicKey: string }>('GET', '/customer/push')
  const kept = await registration.pushManager.getSubscription()
  const subscription =
    kept ??
    (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }))
  const { endpoint, keys } = subscription.toJSON()
  await chat.session.call('POST', '/customer/push', {
    endpoint,
    keys,
    language: document.documentElement.lang,
  })
}
