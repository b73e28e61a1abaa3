import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Words } from '../../i18n/en'
import type { Language } from '../../i18n/words'
import type { Chat } from '../chat'
import type { ChatState } from '../core/state'

export type WindowContext = {
  chat: Chat
  state: ChatState
  words: Words
  language: Language
  setLanguage: (language: Language) => void
  /** Hides the panel on the host page; null when the window is a page of its own. */
  close: (() => void) | null
  /** The customer can see the window now. */
  visible: boolean
}

const Context = createContext<WindowContext | null>(null)
export const WindowProvider = Context.Provider
export const useWindow = (): WindowContext => useContext(Context)!

export function useChatState(chat: Chat): ChatState {
  const [state, setState] = useState(chat.store.get())
  useEffect(() => {
    setState(chat.store.get())
    return chat.store.subscribe(setState)
  }, [chat])
  return state
}
