/**
 * The loader: one script tag on the host's page. Draws the launcher at once (nothing on the page moves),
 * fetches the window only when the customer asks for it or has a conversation going, and gives the page
 * `window.Switchyard`.
 */
import { createSwitchyard } from './loader/switchyard'

const script = document.currentScript as HTMLScriptElement | null
const channelKey = script?.dataset.channel
if (script && channelKey && !window.Switchyard) {
  const start = () => {
    window.Switchyard = createSwitchyard(script, channelKey)
  }
  if (document.body) start()
  else addEventListener('DOMContentLoaded', start)
}
