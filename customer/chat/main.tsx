import './styles/chat.css'
import { render } from 'preact'
import { bindBrowser } from './bind-browser'
import { bindHost } from './bind-host'
import { createChat } from './chat'
import type { Topic } from './core/state'
import { createHttp } from './transport/api'
import { createHostBridge } from './transport/host-bridge'
import { createStorage } from './transport/storage'
import { App } from './views/app'
import { paint } from './views/use-paint'

const API = '/api/v1'

const root = document.getElementById('switchyard')!
const query = new URLSearchParams(location.search)
const channelKey = root.dataset.channel ?? ''
const storage = createStorage(channelKey)
const chat = createChat(createHttp(API), storage, channelKey)
const host = embeddingOrigin()
const bridge = host ? createHostBridge(host) : null
let panelOpen = !bridge
let hostLanguage: string | null = null

const draw = () =>
  render(
    <App
      chat={chat}
      wishes={[hostLanguage, query.get('lang'), ...navigator.languages]}
      close={bridge ? () => bridge.post({ type: 'close' }) : null}
      visible={panelOpen && document.visibilityState === 'visible'}
    />,
    root,
  )

void begin()

async function begin() {
  const color = storage.get('color')
  if (color) paint(color)
  root.textContent = ''
  draw()
  bindBrowser(chat, draw)
  void import('./lazy/outside').then(({ outside }) => outside(chat, bridge))
  if (bridge) {
    const speak = (tag: string | null) => {
      hostLanguage = tag
      draw()
    }
    const onPanel = (open: boolean) => {
      panelOpen = open
      draw()
    }
    const entry = await bindHost(chat, bridge, onPanel, speak)
    speak(entry?.language ?? null)
  } else {
    chat.session.configure({ entry: entryOfPage() })
    chat.setTopic(topicOfPage())
  }
  await chat.start()
}

function embeddingOrigin(): string | null {
  if (root.dataset.embed !== 'true' || window.parent === window) return null
  try {
    return new URL(query.get('host') ?? document.referrer).origin
  } catch {
    return null
  }
}

function topicOfPage(): Topic {
  const stage = query.get('stage')
  return {
    orderId: query.get('order') ?? undefined,
    productCategory: query.get('product') ?? undefined,
    stage: stage === 'before_sale' || stage === 'after_sale' ? stage : undefined,
  }
}

function entryOfPage() {
  return {
    siteId: query.get('site') ?? undefined,
    projectType: query.get('project') ?? undefined,
    pageUrl: (document.referrer || location.href).slice(0, 2_000),
    language: query.get('lang') ?? navigator.language,
  }
}
