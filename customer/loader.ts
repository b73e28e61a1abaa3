/**
 * The loader: one script tag on the host's page. Draws the launcher at once (nothing on the page moves),
 * fetches the window only when the customer asks for it or has a conversation going, and gives the page
 * `window.Switchyard`.
 */
import { createSwitchyard } from './loader/switchyard'

const script = document.currentScript as HTMLScriptElement | null
const channelKey = script?.dataset.channel
const before = window.Switchyard
if (script && channelKey && (!before || Array.isArray(before))) {
  const start = () => {
    const api = createSwitchyard(script, channelKey)
    // What the page asked for before this came; an array may have been put there meanwhile.
    const queued = window.Switchyard
    window.Switchyard = api
    if (Array.isArray(queued)) api.push(...queued)
  }
  if (document.body) start()
  else addEventListener('DOMContentLoaded', start)
}
